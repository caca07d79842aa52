import { expect, test } from 'vitest'
import type { CommandOptions } from '../../../server/config/config-shape.ts'
import { mergeOptions } from '../../../server/config/merge-options.ts'
import type { MockOptions } from '../../../server/index.ts'
import { resolveOptions } from '../../../server/options.ts'

const both: [lower: MockOptions, upper: MockOptions][] = [
  [{}, {}],
  [{ seed: 1, ranges: 'ignored' }, { seed: 2 }],
  [{ rows: 5 }, { rows: { rbac2: 7 } }],
  [{ rows: { requests: 5 } }, { rows: 7 }],
  [{ notReadyPolls: 5 }, { readyAfter: { requests: '30s' } }],
  [{ readyAfter: '30s' }, { notReadyPolls: 1 }],
  [{ readiness: { after: 'release' } }, { notReadyPolls: { rbac2: 3 } }],
  [{ notReadyPolls: { rbac2: 3 } }, { readiness: { requests: { after: 'release' } } }],
  [{ readyAfter: { rbac2: 3 }, notReadyPolls: { requests: 0 } }, { readiness: { after: 'duration', ms: '1m' } }],
  [{ dialect: { bom: true } }, { dialect: { quoting: 'always' } }],
  [{ limits: { exports: 5, bodyBytes: 7 } }, { limits: { exports: 6 } }],
  [{ readings: { 'requests.username': 'handle' } }, { readings: { 'rbac2.value': 'bare-words' } }],
  [{ apiKeys: [{ id: 'a', secret: 'b' }] }, { apiKeys: [] }],
  [{ referenceTime: '2030-01-01', clock: { scale: 60 } }, { referenceTime: 'clock' }],
]

test.each(both)('%j below %j gives the settings that the upper has on the base of the lower', (lower, upper) => {
  expect(resolveOptions(mergeOptions(lower, upper))).toEqual(resolveOptions(upper, resolveOptions(lower)))
})

test('how the mock is steered is chosen member by member, hosts all at once', () => {
  const lower: CommandOptions = { admin: { port: 4611, token: 'a', hosts: ['one'] } }
  expect(mergeOptions(lower, { admin: { token: 'b', hosts: ['two'] } })).toEqual({
    admin: { port: 4611, token: 'b', hosts: ['two'] },
  })
})

test('an option that is undefined above does not hide what is below', () => {
  const upper = { seed: undefined, dialect: { bom: undefined } } as unknown as MockOptions
  expect(mergeOptions({ seed: 5, dialect: { bom: true } }, upper)).toEqual({ seed: 5, dialect: { bom: true } })
})
