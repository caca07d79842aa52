import { downloadApi } from '../../download-api.ts'
import { fieldOf } from '../answers.ts'
import { broken, type ClientRule, kept } from '../rule.ts'
import { documentation } from '../sources.ts'

const { keyId, keySecret } = downloadApi.headers
const pair = [keyId.name, keySecret.name] as const

/** An empty field counts as none: the documentation's own samples have such fields. */
export const sendsKeysAsAPair: ClientRule = {
  id: 'client/sends-keys-as-a-pair',
  level: 'must',
  requirement: `The client MUST send ${keyId.name} and ${keySecret.name} together.`,
  source: documentation,
  basis: 'inferred',
  idle: 'No call had an API key.',
  *check({ calls }) {
    for (const { exchange } of calls) {
      const sent = pair.filter((name) => (fieldOf(exchange.requestHeaders, name.toLowerCase()) ?? '') !== '')
      if (sent.length === 0) continue
      if (sent.length === pair.length) {
        yield kept
        continue
      }
      const missing = pair.find((name) => !sent.includes(name))
      yield broken(() => ({
        received: `${sent[0]} without ${missing}`,
        expected: 'both header fields, or neither',
        remedy: `Send ${missing} too; look whether its variable is set.`,
        exchanges: [exchange.id],
      }))
    }
  },
}
