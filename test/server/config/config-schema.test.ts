import { describe, expect, test } from 'vitest'
import type { JsonSchema } from '../../../contracts/index.ts'
import { configSchema } from '../../../server/config/config-schema.ts'
import { configShape } from '../../../server/config/config-shape.ts'
import { defaults } from '../../../server/options.ts'
import { mistakesIn } from '../../../server/shapes/index.ts'
import { validator } from '../../support/json-schema.ts'

// What the schema says to an editor is what `config validate` says, as far as JSON Schema goes: it does not know that there
// is no 30 February, that "169h" is too long, and that of two forms of one option only one may be given.

const schema = configSchema() as Schema & JsonSchema
const validate = validator(schema)
const isValid = (document: unknown) => ({
  bySchema: validate(document).length === 0,
  byCommand: mistakesIn(configShape, document).length === 0,
})

const { limits, ...others } = defaults
const good: readonly unknown[] = [
  {},
  { $schema: './node_modules/balkanid-mock/dist/config.schema.json' },
  { ...others, limits },
  { port: 0, host: '::1', logLevel: 'silent', json: true },
  { rows: 5 },
  { rows: { requests: 5 } },
  { readiness: { after: 'polls', polls: 2 } },
  { readiness: { requests: { after: 'duration', ms: '30s' }, rbac2: { after: 'release' } } },
  { readyAfter: '1h30m', urlLifetime: 1000 },
  { readyAfter: { requests: '1.5s' }, notReadyPolls: { rbac2: 0 } },
  { clock: 'manual' },
  { clock: { scale: 60 } },
  { clock: { manual: '2026-01-01T00:00:00Z' } },
  { referenceTime: 'clock' },
  { referenceTime: '2030-06-01T02:00:00.000+02:00' },
  { apiKeys: [{ id: 'a', secret: 'b' }] },
  { dialect: { header: 'starred', bom: true } },
  { readings: { 'requests.username': 'handle' } },
  { publicUrl: 'https://mock.example.com/a' },
  { beforeReady: 403, trustForwarded: true, scenario: 'never-ready' },
  { scenarios: { 'my-flaky': { readiness: { after: 'release' }, poll: [{ fault: 'reset', when: { first: 2 } }] } } },
  { scenario: { seed: 5 } },
  { admin: {} },
  { admin: { enabled: false, port: 0, token: 'a-._~+/Z09==', hosts: ['balkanid-mock', 'mock.test', '[fe80::1]'] } },
]

const bad: readonly unknown[] = [
  null,
  [],
  5,
  { sead: 1 },
  { seed: -1 },
  { seed: 1.5 },
  { seed: null },
  { port: 65_536 },
  { port: '4610' },
  { host: '' },
  { logLevel: 'loud' },
  { json: 'yes' },
  { rows: '5' },
  { rows: { request: 5 } },
  { rows: [5] },
  { readiness: 'release' },
  { readiness: { after: 'poll' } },
  { readiness: { after: 'polls' } },
  { readiness: { after: 'release', polls: 2 } },
  { readiness: { requests: { after: 'duration', ms: '30' } } },
  { readyAfter: 'soon' },
  { urlLifetime: 999 },
  { clock: 'fast' },
  { clock: {} },
  { clock: { scale: 0 } },
  { clock: { scale: 2, manual: '2026-01-01' } },
  { referenceTime: '2026-01-01T00:00:00' },
  { apiKeys: { id: 'a', secret: 'b' } },
  { apiKeys: [{ id: 'a' }] },
  { apiKeys: [{ id: 'a', secret: '' }] },
  { dialect: { lineend: 'lf' } },
  { dialect: 'excel' },
  { readings: { 'requests.usernames': 'handle' } },
  { readings: { 'requests.username': 'both' } },
  { publicUrl: 'mock.example.com' },
  { beforeReady: '404' },
  { limits: { exports: 0 } },
  { limits: { export: 1 } },
  { scenario: '' },
  { scenarios: { 'My flaky': {} } },
  { scenarios: { flaky: 5 } },
  { scenarios: { 'never-ready': {} } },
  { scenarios: { flaky: { poll: [{ fault: 'rest' }] } } },
  { admin: 'off' },
  { admin: { enabled: 'off' } },
  { admin: { port: 65_536 } },
  { admin: { token: '' } },
  { admin: { token: 'two words' } },
  { admin: { token: 'a=b' } },
  { admin: { hosts: 'mock.test' } },
  { admin: { hosts: ['mock.test:4610'] } },
  { admin: { hosts: ['http://mock.test'] } },
]

describe('is valid, to the schema and to the command:', () => {
  test.each(good)('%j', (document) => {
    expect(isValid(document)).toEqual({ bySchema: true, byCommand: true })
  })
})

describe('is not valid, to the schema and to the command:', () => {
  test.each(bad)('%j', (document) => {
    expect(isValid(document)).toEqual({ bySchema: false, byCommand: false })
  })
})

test('every member has a description', () => {
  const silent: string[] = []
  const visit = (path: string, { properties = {}, ...other }: Schema) => {
    for (const [name, member] of Object.entries(properties)) {
      if (member.description === undefined && !isOfDatasets(properties)) silent.push(`${path}.${name}`)
      visit(`${path}.${name}`, member)
    }
    for (const choice of [...(other.anyOf ?? []), ...(other.oneOf ?? []), ...(other.items ? [other.items] : [])]) {
      visit(path, choice)
    }
  }
  visit('', schema)
  for (const [name, definition] of Object.entries(schema.$defs ?? {})) visit(`$defs.${name}`, definition)
  expect(silent).toEqual([])
})

test('defaults are those of the options', () => {
  const { properties } = schema
  expect(properties?.seed?.default).toBe(defaults.seed)
  expect(properties?.urlLifetime?.default).toBe(defaults.urlLifetime)
  expect(properties?.limits?.properties?.exports?.default).toBe(limits.exports)
})

interface Schema {
  readonly description?: string
  readonly default?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly items?: Schema
  readonly $defs?: Readonly<Record<string, Schema>>
}

/** What stands for a dataset has the description of the whole. */
function isOfDatasets(properties: object): boolean {
  return Object.hasOwn(properties, 'rbac2')
}

test('what is referred to is written down once', () => {
  const text = JSON.stringify(schema)
  const referred = [...text.matchAll(/"#\/\$defs\/(\w+)"/g)].map(([, name]) => name)
  expect([...new Set(referred)].sort()).toEqual(Object.keys(schema.$defs ?? {}).sort())
  expect(text.length).toBeLessThan(60_000)
})
