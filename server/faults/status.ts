import { duration, optional, required, wholeNumber } from '../shapes/index.ts'
import { fault } from './fault.ts'
import { simulatedError } from './simulated-error.ts'

export const status = fault({
  name: 'status',
  summary: 'Answers with an error status instead of what was asked for.',
  phases: ['call', 'poll', 'download'],
  options: {
    status: required(wholeNumber(400, 599), { description: 'The status code.' }),
    retryAfter: optional(duration({ least: 0, most: 86_400_000 }), {
      description: 'Adds Retry-After, in whole seconds.',
      unit: 'ms',
    }),
  },
  answer: (context, { status, retryAfter }) => {
    const headers = retryAfter === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfter / 1000)) }
    return simulatedError(context, status, 'status', headers)
  },
})
