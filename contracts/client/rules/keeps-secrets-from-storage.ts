import { downloadApi } from '../../download-api.ts'
import type { Exchange } from '../exchange.ts'
import { isApiPath } from '../log.ts'
import { broken, type ClientRule, kept, unclear } from '../rule.ts'
import { presignedUrls } from '../sources.ts'

const { keyId, keySecret } = downloadApi.headers
const keyNames = [keyId.name, keySecret.name]
const secretNames = new Map([...keyNames, 'Authorization', 'Cookie'].map((name) => [name.toLowerCase(), name]))
const lengths = new Set([...secretNames.keys()].map((name) => name.length))

export const keepsSecretsFromStorage: ClientRule = {
  id: 'client/keeps-secrets-from-storage',
  level: 'must',
  requirement:
    'The client MUST NOT send API keys, Authorization or cookies to storage, nor API keys in a URL: a pre-signed URL is all that storage needs.',
  source: presignedUrls,
  basis: 'inferred',
  idle: 'Nothing was sent to storage.',
  *check({ stories, calls, others, evidence: { dropped } }) {
    for (const { uses } of stories) {
      for (const { exchange } of uses) {
        const sent = secretsIn(exchange)
        if (sent.length === 0) yield kept
        else yield broken(() => findingOf(exchange, sent))
      }
    }
    for (const { exchange } of others) {
      const sent = isApiPath(exchange.path) ? keysInQuery(exchange) : secretsIn(exchange)
      if (sent.length > 0) yield broken(() => findingOf(exchange, sent))
    }
    for (const { exchange } of calls) {
      const sent = keysInQuery(exchange)
      if (sent.length > 0) yield broken(() => findingOf(exchange, sent))
    }
    // Others are judged by what is there, but never means never.
    if (dropped > 0) yield unclear(`The journal has forgotten ${dropped} exchanges. Let it keep more of them.`)
  },
}

function findingOf({ id, method, phase }: Exchange, sent: readonly string[]) {
  return {
    received: `${method} ${phase === 'call' ? 'for an export' : 'to storage'} with ${sent.join(', ')}`,
    expected: 'API keys in the header of the call, and nowhere else',
    remedy:
      'Use a client without default header fields and cookies for storage, and send API keys with the call alone.',
    exchanges: [id],
  }
}

function secretsIn(exchange: Exchange): readonly string[] {
  const sent: string[] = []
  for (const [name, value] of exchange.requestHeaders) {
    if (!lengths.has(name.length) || value === '') continue
    const secret = secretNames.get(name.toLowerCase())
    if (secret !== undefined) sent.push(secret)
  }
  return [...sent, ...keysInQuery(exchange)]
}

const keyInQuery = new RegExp(`[?&](?:${keyNames.join('|')})=[^&]`, 'i')

function keysInQuery({ path }: Exchange): readonly string[] {
  return keyInQuery.test(path) ? ['an API key in the URL'] : []
}
