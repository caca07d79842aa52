import { delivered, within } from '../delivery/answer.ts'
import { duration, optional, wholeNumber } from '../shapes/index.ts'
import { fault } from './fault.ts'

export const stall = fault({
  name: 'stall',
  summary: 'Stops sending and leaves the connection open.',
  phases: ['call', 'poll', 'download'],
  options: {
    afterBytes: optional(wholeNumber(0, Number.MAX_SAFE_INTEGER), {
      description:
        'After so many bytes of the body, or half of it where it is not longer than that. Without it not even the head is sent.',
      unit: 'bytes',
    }),
    for: optional(duration({ least: 1, most: 3_600_000 }), {
      description:
        "Goes on after so long, in the time of the sandbox's clock. Without it the connection stays silent until the client gives up, or for two minutes.",
      unit: 'ms',
    }),
  },
  alter: (answer, { afterBytes, for: forMs }) =>
    delivered(answer, {
      interruption: {
        at: afterBytes === undefined ? 'head' : within(answer, afterBytes),
        how: 'stall',
        ...(forMs !== undefined && { forMs }),
      },
    }),
})
