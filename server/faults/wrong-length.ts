import { optional, wholeNumber } from '../shapes/index.ts'
import { fault } from './fault.ts'

export const wrongLength = fault({
  name: 'wrong-length',
  summary: 'Sends a Content-Length that is not the length of the body, then closes the connection.',
  phases: ['download'],
  options: {
    by: optional(wholeNumber(-1_000_000_000, 1_000_000_000), {
      description: 'By how much it is too large; too small where negative.',
      default: 100,
      unit: 'bytes',
    }),
  },
  alter(answer, { by = 100 }) {
    const length = answer.headers['content-length']
    if (answer.body === undefined || length === undefined) return answer
    const claimed = Math.max(0, Number(length) + by)
    return { ...answer, headers: { ...answer.headers, 'content-length': claimed, connection: 'close' } }
  },
})
