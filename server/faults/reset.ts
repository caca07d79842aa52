import { delivered, within } from '../delivery/answer.ts'
import { optional, wholeNumber } from '../shapes/index.ts'
import { fault } from './fault.ts'

export const reset = fault({
  name: 'reset',
  summary: 'Resets the connection, before the answer or in the middle of its body.',
  phases: ['call', 'poll', 'download'],
  options: {
    afterBytes: optional(wholeNumber(0, Number.MAX_SAFE_INTEGER), {
      description:
        'After so many bytes of the body, or half of it where it is not longer than that. Without it nothing is answered at all.',
      unit: 'bytes',
    }),
  },
  alter: (answer, { afterBytes }) =>
    delivered(answer, {
      interruption: { at: afterBytes === undefined ? 'head' : within(answer, afterBytes), how: 'reset' },
    }),
})
