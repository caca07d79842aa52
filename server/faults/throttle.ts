import { duration, oneOf, optional, wholeNumber } from '../shapes/index.ts'
import { fault } from './fault.ts'
import { simulatedError } from './simulated-error.ts'

export const throttle = fault({
  name: 'throttle',
  summary: 'Answers 429 with Retry-After, and again to whoever comes back before that time has passed.',
  phases: ['call', 'poll', 'download'],
  options: {
    retryAfter: optional(duration({ least: 1000, most: 86_400_000 }), {
      description: 'How long the client has to wait.',
      default: 2000,
      unit: 'ms',
    }),
    form: optional(oneOf(['seconds', 'date']), {
      description: 'Whether Retry-After is a number of seconds or an HTTP date.',
      default: 'seconds',
    }),
    status: optional(wholeNumber(400, 599), { description: 'The status code.', default: 429 }),
  },
  holds: ({ memory, now }) => now < (memory.get() ?? 0),
  answer(context, { retryAfter = 2000, form = 'seconds', status = 429 }) {
    const { memory, now } = context
    const known = memory.get() ?? 0
    const until = now < known ? known : now + retryAfter
    memory.set(until)
    const field = form === 'seconds' ? String(Math.ceil((until - now) / 1000)) : httpDateFrom(until)
    return simulatedError(context, status, 'throttle', { 'retry-after': field })
  },
})

/** The first whole second that is not before an instant. */
function httpDateFrom(ms: number): string {
  return new Date(Math.ceil(ms / 1000) * 1000).toUTCString()
}
