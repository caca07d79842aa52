import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { ApiKey } from '../options.ts'
import { type Problem, problems } from '../problems.ts'

/** Checks the key headers against the configured pairs; with none configured, everything passes. */
export function keyChecker(keys: readonly ApiKey[]): (headers: IncomingHttpHeaders) => Problem | undefined {
  // An id may have several secrets: while a key is rotated, the old one and the new one are good.
  const secrets = new Map<string, Buffer[]>()
  for (const { id, secret } of keys) secrets.set(id, [...(secrets.get(id) ?? []), digest(secret)])
  return (headers) => {
    if (secrets.size === 0) return undefined
    const id = String(headers['x-api-key-id'] ?? '')
    const secret = String(headers['x-api-key-secret'] ?? '')
    if (id === '' || secret === '') return problems.unauthorized(missing(id, secret))
    const expected = secrets.get(id)
    if (expected === undefined && keys.some((key) => key.secret === id))
      return problems.unauthorized('an X-Api-Key-ID that is a secret: the two may have changed places')
    if (expected === undefined)
      return problems.unauthorized(`the unknown X-Api-Key-ID ${JSON.stringify(id.slice(0, 80))}`)
    const received = digest(secret)
    if (expected.some((each) => timingSafeEqual(each, received))) return undefined
    return problems.unauthorized(`X-Api-Key-ID ${JSON.stringify(id)} with an X-Api-Key-Secret that is not its own`)
  }
}

/** Digests are equally long, which comparing in constant time needs. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function missing(id: string, secret: string): string {
  if (id === '' && secret === '') return 'no API key'
  return id === '' ? 'an X-Api-Key-Secret without an X-Api-Key-ID' : 'an X-Api-Key-ID without an X-Api-Key-Secret'
}
