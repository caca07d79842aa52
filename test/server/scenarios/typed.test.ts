import { expect, test } from 'vitest'
import { buildApp, OptionError, type ScenarioDefinition } from '../../../server/index.ts'

// The compiler knows every fault, its phases and its options; `npm run typecheck` fails where one of these compiles.

test('a scenario that is right compiles, and is right', () => {
  const right: ScenarioDefinition = {
    summary: 'Everything at once.',
    readiness: { after: 'duration', ms: '30s' },
    file: [{ alteration: 'missing-column', position: 2 }],
    call: [{ fault: 'delay', for: '5s', when: { first: 2 } }],
    poll: [{ fault: 'status', status: 503, retryAfter: 2000, when: { probability: 0.5 }, ofExports: { nth: 1 } }],
    download: [{ fault: 'truncate', at: 'record' }, { fault: 'slow' }],
  }
  expect(() => buildApp({ scenario: right })).not.toThrow()
})

const wrong: [string, ScenarioDefinition][] = [
  // @ts-expect-error there is no such fault
  ['an unknown fault', { call: [{ fault: 'stal' }] }],
  // @ts-expect-error only downloads are truncated
  ['a fault in a phase in which it cannot act', { call: [{ fault: 'truncate' }] }],
  // @ts-expect-error it is afterBytes
  ['a misspelt option', { download: [{ fault: 'reset', afterByte: 5 }] }],
  // @ts-expect-error a number
  ['a mistyped option', { download: [{ fault: 'reset', afterBytes: '5' }] }],
  // @ts-expect-error which status?
  ['a missing option', { call: [{ fault: 'status' }] }],
  // @ts-expect-error a call has no export yet
  ['exports of a call', { call: [{ fault: 'html', ofExports: { first: 1 } }] }],
  // @ts-expect-error there is no such word
  ['an unknown time', { call: [{ fault: 'html', when: 'never' }] }],
]

test.each(wrong)('%s neither compiles nor is accepted', (_, scenario) => {
  expect(() => buildApp({ scenario })).toThrow(OptionError)
})
