import { type Flags, type GivenFlags, UsageError } from './command.ts'

/** The key that a client of ours sends with the POST. */
export const keyFlags = {
  'key-id': {
    value: 'ID',
    description: 'The id of the API key, which is sent with the POST alone.',
    sets: ['apiKey.id'],
  },
  'key-secret': {
    value: 'SECRET',
    description: 'The secret of that key. The variable keeps it out of process lists.',
    sets: ['apiKey.secret'],
  },
} as const satisfies Flags

/** @throws {UsageError} where one half is missing */
export function keyFrom(given: GivenFlags): { readonly apiKey?: { readonly id: string; readonly secret: string } } {
  const [id, secret] = [given.get('key-id')?.values[0], given.get('key-secret')?.values[0]]
  if (id === undefined && secret === undefined) return {}
  if (id !== undefined && secret !== undefined) return { apiKey: { id, secret } }
  const [received, missing] = id === undefined ? ['--key-secret', '--key-id'] : ['--key-id', '--key-secret']
  throw new UsageError(`Received ${received} without ${missing}; expected both, or neither.`)
}
