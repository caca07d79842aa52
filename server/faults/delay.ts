import { delivered } from '../delivery/answer.ts'
import { duration, required } from '../shapes/index.ts'
import { fault } from './fault.ts'

export const delay = fault({
  name: 'delay',
  summary: 'Says nothing for a while, then answers as usual.',
  phases: ['call', 'poll', 'download'],
  options: {
    for: required(duration({ least: 1, most: 3_600_000 }), {
      description: "How long, in the time of the sandbox's clock.",
      unit: 'ms',
    }),
  },
  alter: (answer, { for: ms }) => delivered(answer, { delayMs: (answer.delivery?.delayMs ?? 0) + ms }),
})
