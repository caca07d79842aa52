import { fieldOf } from '../answers.ts'
import { broken, type ClientRule, kept } from '../rule.ts'
import { documentation } from '../sources.ts'
import { shortened } from '../tables.ts'

/** The field is optional, and JSON its documented default: without one, a body counts as JSON. */
export const sendsJson: ClientRule = {
  id: 'client/sends-json',
  level: 'must',
  requirement: 'The client MUST send the body of a call as application/json.',
  source: documentation,
  basis: 'documented',
  idle: 'No call had a body.',
  *check({ calls }) {
    for (const { exchange } of calls) {
      const { id, requestHeaders, requestBody } = exchange
      if (requestBody === null || requestBody.bytes === 0) continue
      const type = fieldOf(requestHeaders, 'content-type')?.trim() ?? ''
      if (type === '' || isJson(type)) {
        yield kept
        continue
      }
      yield broken(() => ({
        received: `a body with Content-Type: ${shortened(type)}`,
        expected: 'Content-Type: application/json, or none',
        remedy: 'Set Content-Type to application/json; many HTTP libraries set another one for a body that is a text.',
        exchanges: [id],
      }))
    }
  },
}

function isJson(type: string): boolean {
  return /^application\/json\s*(?:;|$)/i.test(type)
}
