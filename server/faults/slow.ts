import { delivered } from '../delivery/answer.ts'
import { optional, wholeNumber } from '../shapes/index.ts'
import { fault } from './fault.ts'

export const slow = fault({
  name: 'slow',
  summary: 'Sends the body at a limited speed.',
  phases: ['call', 'download'],
  options: {
    bytesPerSecond: optional(wholeNumber(1, 1_000_000_000), {
      description: "The speed, in the time of the sandbox's clock.",
      default: 65_536,
      unit: 'bytes/s',
    }),
  },
  alter: (answer, { bytesPerSecond = 65_536 }) =>
    answer.body === undefined ? answer : delivered(answer, { bytesPerSecond }),
})
