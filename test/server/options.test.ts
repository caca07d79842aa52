import { describe, expect, test } from 'vitest'
import { buildApp, type MockOptions, OptionError } from '../../server/index.ts'
import { resolveOptions } from '../../server/options.ts'

/** As a program in JavaScript may give them. */
function resolving(options: unknown) {
  return () => resolveOptions(options as MockOptions)
}

const wholeFrom0 = 'a whole number from 0'
const oneOfDatasets = 'a dataset, one of "requests", "rbac2"'
const absoluteUrl = 'an absolute http or https URL'
const notEmpty = 'a text that is not empty'
const readinessForms = 'one of readiness, notReadyPolls, readyAfter for a dataset'

describe('a wrong option is refused, by its name, with what was received and what was expected:', () => {
  test.each<[options: object, option: string, received: string, expected: string]>([
    [{ seed: -1 }, 'seed', '-1', wholeFrom0],
    [{ seed: 1.5 }, 'seed', '1.5', wholeFrom0],
    [{ seed: '42' }, 'seed', '"42"', wholeFrom0],
    [{ seed: 2 ** 53 }, 'seed', '9007199254740992', wholeFrom0],
    [{ seed: Number.NaN }, 'seed', 'null', wholeFrom0],
    [{ rows: -1 }, 'rows', '-1', 'a whole number from 0 to 100000000'],
    [{ rows: 100_000_001 }, 'rows', '100000001', 'a whole number from 0 to 100000000'],
    [{ rows: { requests: 'many' } }, 'rows.requests', '"many"', 'a whole number'],
    [{ rows: { request: 5 } }, 'rows.request', 'the unknown name "request"', oneOfDatasets],
    [{ rows: true }, 'rows', 'true', 'a whole number'],
    [{ rows: [5] }, 'rows', '[5]', 'a whole number from 0 to 100000000, or an object with one for each dataset'],
    [{ notReadyPolls: -1 }, 'notReadyPolls', '-1', wholeFrom0],
    [{ notReadyPolls: { rbac2: 0.5 } }, 'notReadyPolls.rbac2', '0.5', wholeFrom0],
    [{ notReadyPolls: Number.POSITIVE_INFINITY }, 'notReadyPolls', 'null', wholeFrom0],
    [{ readyAfter: -1 }, 'readyAfter', '-1', 'a duration, such as 30s, 15m or 1h30m'],
    [{ readyAfter: 'soon' }, 'readyAfter', '"soon"', 'a duration, such as'],
    [{ readyAfter: '30' }, 'readyAfter', '"30"', 'a duration, such as'],
    [{ readyAfter: { requests: '5 s' } }, 'readyAfter.requests', '"5 s"', 'a duration, such as'],
    [{ readyAfter: { reviews: '5s' } }, 'readyAfter.reviews', 'the unknown name "reviews"', oneOfDatasets],
    [{ urlLifetime: '0s' }, 'urlLifetime', '"0s"', 'a duration from 1s to 168h (7 days)'],
    [{ urlLifetime: 999 }, 'urlLifetime', '999', 'a duration from 1s to 168h (7 days)'],
    [{ urlLifetime: '169h' }, 'urlLifetime', '"169h"', 'a duration from 1s to 168h (7 days)'],
    [{ urlLifetime: true }, 'urlLifetime', 'true', 'a duration from 1s'],
    [{ publicUrl: 'mock.example.com' }, 'publicUrl', '"mock.example.com"', absoluteUrl],
    [{ publicUrl: '' }, 'publicUrl', '""', absoluteUrl],
    [{ publicUrl: 'ftp://example.com' }, 'publicUrl', '"ftp://example.com"', absoluteUrl],
    [{ publicUrl: 'https://example.com/?a=1' }, 'publicUrl', '"https://example.com/?a=1"', 'without query'],
    [{ publicUrl: 'https://example.com/#a' }, 'publicUrl', '"https://example.com/#a"', 'fragment'],
    [{ publicUrl: 'https://u:p@example.com' }, 'publicUrl', '"https://u:p@example.com"', 'credentials'],
    [{ publicUrl: 'https://example.com/%zz' }, 'publicUrl', '"https://example.com/%zz"', absoluteUrl],
    [{ trustForwarded: 'yes' }, 'trustForwarded', '"yes"', 'true or false'],
    [{ apiKeys: 'a:b' }, 'apiKeys', 'a text', 'a list of { id, secret }'],
    [{ apiKeys: [{ id: 'a' }] }, 'apiKeys[0].secret', 'nothing', notEmpty],
    [{ apiKeys: [{ id: '', secret: 'b' }] }, 'apiKeys[0].id', 'an empty text', notEmpty],
    [
      {
        apiKeys: [
          { id: 'a', secret: 'b' },
          { id: 5, secret: 'b' },
        ],
      },
      'apiKeys[1].id',
      'a number',
      notEmpty,
    ],
    [{ apiKeys: [null] }, 'apiKeys[0]', 'null', 'an object with id, secret'],
    [{ dialect: { header: 'bold' } }, 'dialect.header', '"bold"', 'one of "plain", "starred"'],
    [{ dialect: { lineEnd: '\n' } }, 'dialect.lineEnd', '"\\n"', 'one of "lf", "crlf"'],
    [{ dialect: { bom: 1 } }, 'dialect.bom', '1', 'true or false'],
    [{ dialect: { quoting: 'never' } }, 'dialect.quoting', '"never"', 'one of "minimal", "always"'],
    [{ dialect: 'excel' }, 'dialect', '"excel"', 'an object'],
    [{ referenceTime: 'yesterday' }, 'referenceTime', '"yesterday"', 'an instant from 1980 to 8999'],
    [{ referenceTime: '1979-12-31' }, 'referenceTime', '"1979-12-31"', 'an instant from 1980 to 8999'],
    [{ referenceTime: '5' }, 'referenceTime', '"5"', 'ISO 8601'],
    [{ referenceTime: '2026-01-01T00:00:00' }, 'referenceTime', '"2026-01-01T00:00:00"', 'with Z or an offset'],
    [{ referenceTime: '2026-01-01 00:00' }, 'referenceTime', '"2026-01-01 00:00"', 'with Z or an offset'],
    [{ referenceTime: 'Jan 1, 2026' }, 'referenceTime', '"Jan 1, 2026"', 'ISO 8601'],
    [{ referenceTime: '2026-02-30' }, 'referenceTime', '"2026-02-30"', 'an instant'],
    [{ referenceTime: '2026-02-01T25:00:00Z' }, 'referenceTime', '"2026-02-01T25:00:00Z"', 'an instant'],
    [{ referenceTime: 1_767_225_600_000 }, 'referenceTime', '1767225600000', 'an instant'],
    [{ referenceTime: new Date(Number.NaN) }, 'referenceTime', 'Invalid Date', 'an instant'],
    [
      { readings: { 'requests.usernames': 'handle' } },
      'readings["requests.usernames"]',
      'the unknown name "requests.usernames"',
      'one of "requests.username"',
    ],
    [{ readings: { 'requests.username': 'both' } }, 'readings["requests.username"]', '"both"', 'one of "full-name"'],
    [{ readings: 5 }, 'readings', '5', 'an object'],
    [{ bodyValidation: 'off' }, 'bodyValidation', '"off"', 'one of "strict", "lenient"'],
    [{ signedMethods: 'all' }, 'signedMethods', '"all"', 'one of "exact", "any"'],
    [{ beforeReady: '404' }, 'beforeReady', '"404"', 'one of 404, 403'],
    [{ ranges: true }, 'ranges', 'true', 'one of "honoured", "ignored"'],
    [{ limits: { exports: 0 } }, 'limits.exports', '0', 'a whole number from 1 to 10000000'],
    [{ limits: { objectCacheBytes: -1 } }, 'limits.objectCacheBytes', '-1', wholeFrom0],
    [{ limits: { bodyBytes: 2 ** 31 } }, 'limits.bodyBytes', '2147483648', 'a whole number from 1 to 1073741824'],
    [{ limits: { exchanges: -1 } }, 'limits.exchanges', '-1', 'a whole number from 1 to 10000000'],
    [{ limits: { exchangesPerSandbox: '5' } }, 'limits.exchangesPerSandbox', '"5"', 'a whole number'],
    [
      { limits: { bodyCaptureBytes: 2 ** 21 } },
      'limits.bodyCaptureBytes',
      '2097152',
      'a whole number from 0 to 1048576',
    ],
    [{ limits: { sandboxes: 0 } }, 'limits.sandboxes', '0', 'a whole number from 1 to 1000000'],
    [{ limits: { sandboxIdle: '1ms' } }, 'limits.sandboxIdle', '"1ms"', 'a duration from 1s, such as'],
    [{ limits: 5 }, 'limits', '5', 'an object'],
    [{ readiness: 'soon' }, 'readiness', '"soon"', 'an object with after: one of "polls", "duration", "release"'],
    [{ readiness: { polls: 2 } }, 'readiness.after', 'nothing', 'one of "polls", "duration", "release"'],
    [{ readiness: { after: 'poll' } }, 'readiness.after', '"poll"', 'the nearest being "polls"'],
    [{ readiness: { after: 'polls' } }, 'readiness.polls', 'nothing', wholeFrom0],
    [{ readiness: { after: 'release', polls: 2 } }, 'readiness.polls', 'the unknown name "polls"', '"after"'],
    [{ readiness: { rbac2: { after: 'duration', ms: 'x' } } }, 'readiness.rbac2.ms', '"x"', 'a duration, such as'],
    [{ readiness: { rbac: { after: 'release' } } }, 'readiness.rbac', 'the unknown name "rbac"', oneOfDatasets],
    [
      { notReadyPolls: 3, readyAfter: '5s' },
      'readyAfter',
      '"5s", and notReadyPolls as well, for requests and',
      readinessForms,
    ],
    [
      { readiness: { after: 'release' }, notReadyPolls: { rbac2: 3 } },
      'notReadyPolls',
      '{"rbac2":3}, and readiness as well, for rbac2,',
      readinessForms,
    ],
    [{ clock: 'manul' }, 'clock', '"manul"', 'one of "real", "manual", the nearest being "manual"'],
    [{ clock: 60 }, 'clock', '60', 'one of "real", "manual", or an object with one of scale, manual'],
    [{ clock: {} }, 'clock', '{}', 'an object with one of scale, manual'],
    [{ clock: { scale: 2, manual: '2026-01-01' } }, 'clock', '{"scale":2,', 'an object with one of scale, manual'],
    [{ clock: { scale: 0 } }, 'clock.scale', '0', 'a number from 0.001 to 1000000'],
    [{ clock: { manual: 'noon' } }, 'clock.manual', '"noon"', 'an instant from 1980'],
  ])('%j', (options, option, received, expected) => {
    expect(resolving(options)).toThrow(OptionError)
    const { message } = errorOf(options)
    expect(message).toContain(`Received ${received}`)
    expect(message).toContain(` for ${option}; expected `)
    expect(message.slice(message.indexOf('; expected '))).toContain(expected)
  })
})

describe('an unknown option is refused, and the nearest is named:', () => {
  test.each([
    [{ sead: 1 }, 'sead', 'seed'],
    [{ notReadyPols: 1 }, 'notReadyPols', 'notReadyPolls'],
    [{ PublicUrl: 'x' }, 'PublicUrl', 'publicUrl'],
    [{ dialect: { lineend: 'lf' } }, 'lineend', 'lineEnd'],
    [{ limits: { export: 1 } }, 'export', 'exports'],
  ])('%j', (options, name, nearest) => {
    const { message } = errorOf(options)
    expect(message).toContain(`the unknown name "${name}"`)
    expect(message).toContain(`the nearest being "${nearest}"`)
  })
})

test('every mistake is reported at once, each with its path', () => {
  const options = { sead: 1, rows: { request: 5, rbac2: -1 }, limits: { exports: 0 }, notReadyPolls: 1, readyAfter: 1 }
  const { message, mistakes } = errorOf(options)
  expect(mistakes.map(({ path }) => path)).toEqual([
    'sead',
    'rows.request',
    'rows.rbac2',
    'limits.exports',
    'readyAfter',
  ])
  expect(message.split('\n')).toHaveLength(5)
})

test('the error has the first mistake as its own', () => {
  expect(errorOf({ seed: -1, rows: -1 })).toMatchObject({ option: 'seed', received: '-1', expected: wholeFrom0 })
})

test.each<object>([
  { apiKeys: [{ id: '', secret: 'top-secret' }] },
  { apiKeys: [{ id: 'top-secret' }] },
  { apiKeys: 'a:top-secret' },
  { apiKeys: { a: 'top-secret' } },
  { apiKeys: ['top-secret'] },
])('the secret of an API key is in no message: %j', (options) => {
  expect(errorOf(options).message).not.toContain('top-secret')
})

test('what is far from all that is known is not called near', () => {
  expect(errorOf({ frobnicate: 1 }).message).not.toContain('nearest')
})

test('buildApp throws for a wrong option, before anything starts', () => {
  expect(() => buildApp({ rows: -1 })).toThrow(OptionError)
})

describe('settings', () => {
  test('all have a default', () => {
    expect(resolveOptions({})).toEqual({
      seed: 1,
      rows: { requests: 1000, rbac2: 1000 },
      readiness: { requests: { after: 'polls', polls: 2 }, rbac2: { after: 'polls', polls: 2 } },
      urlLifetimeSeconds: 900,
      publicUrl: undefined,
      trustForwarded: false,
      apiKeys: [],
      dialect: { header: 'plain', lineEnd: 'lf', bom: false, quoting: 'minimal' },
      referenceTime: Date.UTC(2026, 0, 1),
      readings: { requests: { username: 'full-name' }, rbac2: expect.any(Object) },
      bodyValidation: 'strict',
      signedMethods: 'exact',
      beforeReady: 404,
      ranges: 'honoured',
      clock: { mode: 'real' },
      alterations: [],
      limits: {
        exports: 100_000,
        objectCacheBytes: 64 * 1024 * 1024,
        bodyBytes: 64 * 1024,
        exchanges: 50_000,
        exchangesPerSandbox: 1_000,
        bodyCaptureBytes: 2048,
        sandboxes: 10_000,
        sandboxIdleMs: 3_600_000,
      },
    })
  })

  test('an option that is undefined is as good as none, at any depth', () => {
    const nothing = { seed: undefined, rows: { requests: undefined }, dialect: { bom: undefined } }
    const limits = { exports: undefined }
    expect(resolving({ ...nothing, limits, apiKeys: undefined, publicUrl: undefined })()).toEqual(resolveOptions({}))
  })

  test.each<[MockOptions, object]>([
    [{ rows: 7 }, { rows: { requests: 7, rbac2: 7 } }],
    [{ rows: { rbac2: 7 } }, { rows: { requests: 1000, rbac2: 7 } }],
    [{ urlLifetime: 1500 }, { urlLifetimeSeconds: 2 }],
    [{ urlLifetime: '1h30m' }, { urlLifetimeSeconds: 5400 }],
    [
      { readyAfter: '1.5s' },
      { readiness: { requests: { after: 'duration', ms: 1500 }, rbac2: { after: 'duration', ms: 1500 } } },
    ],
    [
      { readyAfter: { requests: 0 }, notReadyPolls: { rbac2: 9 } },
      { readiness: { requests: { after: 'duration', ms: 0 }, rbac2: { after: 'polls', polls: 9 } } },
    ],
    [{ readings: { 'requests.username': 'handle' } }, { readings: { requests: { username: 'handle' } } }],
    [{ dialect: { bom: true } }, { dialect: { header: 'plain', bom: true } }],
    [
      { readiness: { after: 'release' } },
      { readiness: { requests: { after: 'release' }, rbac2: { after: 'release' } } },
    ],
    [
      { readiness: { rbac2: { after: 'duration', ms: '30s' } }, readyAfter: { requests: 5 } },
      { readiness: { requests: { after: 'duration', ms: 5 }, rbac2: { after: 'duration', ms: 30_000 } } },
    ],
    [{ referenceTime: 'clock' }, { referenceTime: 'clock' }],
    [{ clock: 'manual' }, { clock: { mode: 'manual', start: Date.UTC(2026, 0, 1) } }],
    [{ clock: { manual: '2030-06-01' } }, { clock: { mode: 'manual', start: Date.UTC(2030, 5, 1) } }],
    [{ clock: { manual: new Date(Date.UTC(2030, 5, 1)) } }, { clock: { mode: 'manual', start: Date.UTC(2030, 5, 1) } }],
    [{ clock: { scale: 60 } }, { clock: { mode: 'scaled', scale: 60 } }],
    [{ limits: { sandboxIdle: '5m' } }, { limits: { sandboxIdleMs: 300_000, sandboxes: 10_000 } }],
    [{ referenceTime: new Date(Date.UTC(2030, 5, 1)) }, { referenceTime: Date.UTC(2030, 5, 1) }],
    [{ referenceTime: '2030-06-01' }, { referenceTime: Date.UTC(2030, 5, 1) }],
    [{ referenceTime: '2030-06-01T00:00Z' }, { referenceTime: Date.UTC(2030, 5, 1) }],
    [{ referenceTime: '2030-06-01T02:00:00.000+02:00' }, { referenceTime: Date.UTC(2030, 5, 1) }],
  ])('follow from %j', (options, settings) => {
    expect(resolveOptions(options)).toMatchObject(settings)
  })
})

describe('what the options leave out is that of the base', () => {
  const base = resolveOptions({
    seed: 5,
    rows: { requests: 1, rbac2: 2 },
    readiness: { requests: { after: 'release' } },
    urlLifetime: '1h',
    publicUrl: 'https://mock.example.com',
    apiKeys: [{ id: 'a', secret: 'b' }],
    dialect: { bom: true },
    readings: { 'requests.username': 'handle' },
    clock: { scale: 60 },
    limits: { exports: 7 },
  })

  test('all of it, where nothing is chosen', () => {
    expect(resolveOptions({}, base)).toEqual(base)
  })

  test.each<[MockOptions, object]>([
    [{ rows: { requests: 9 } }, { rows: { requests: 9, rbac2: 2 } }],
    [{ rows: 9 }, { rows: { requests: 9, rbac2: 9 } }],
    [{ notReadyPolls: { rbac2: 9 } }, { readiness: { requests: { after: 'release' }, rbac2: { polls: 9 } } }],
    [{ readyAfter: 0 }, { readiness: { requests: { after: 'duration', ms: 0 }, rbac2: { ms: 0 } } }],
    [{ dialect: { lineEnd: 'crlf' } }, { dialect: { bom: true, lineEnd: 'crlf' } }],
    [{ readings: { 'rbac2.value': 'bare-words' } }, { readings: { requests: { username: 'handle' } } }],
    [{ limits: { bodyBytes: 9 } }, { limits: { exports: 7, bodyBytes: 9 } }],
    [{ apiKeys: [] }, { apiKeys: [] }],
  ])('but for %j', (options, settings) => {
    expect(resolveOptions(options, base)).toMatchObject(settings)
  })
})

function errorOf(options: unknown): OptionError {
  try {
    resolving(options)()
  } catch (error) {
    if (error instanceof OptionError) return error
    throw error
  }
  throw new Error('It was not refused.')
}
