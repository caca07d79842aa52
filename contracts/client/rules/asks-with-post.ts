import { datasetOf } from '../log.ts'
import { hasProblem } from '../names.ts'
import { broken, type ClientRule, kept } from '../rule.ts'
import { documentation } from '../sources.ts'
import { shortened } from '../tables.ts'

export const asksWithPost: ClientRule = {
  id: 'client/asks-with-post',
  level: 'must',
  requirement: 'The client MUST ask for an export with POST.',
  source: documentation,
  basis: 'documented',
  idle: 'No export was asked for.',
  *check({ calls, others }) {
    for (const _ of calls) yield kept
    for (const { exchange } of others) {
      const { id, method, path } = exchange
      // Browsers send OPTIONS on their own.
      if (!hasProblem(exchange, 'method-not-allowed') || method === 'OPTIONS' || datasetOf(path) === undefined) continue
      yield broken(() => ({
        received: `${method} ${shortened(path)}`,
        expected: 'POST to that path',
        remedy: `Send POST; ${method} asks for nothing here.`,
        exchanges: [id],
      }))
    }
  },
}
