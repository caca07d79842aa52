import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MockServer } from '../../../server/index.ts'
import '../../../server/testing/vitest.ts'
import { serverWithManualClock } from './habits.ts'

let server: MockServer

beforeAll(async () => {
  server = await serverWithManualClock()
})
afterAll(() => server.close())

describe.each(['toHaveFollowedTheContract', 'toHavePolled', 'toHaveKeptSecrets', 'toHaveDownloadedOnce'] as const)(
  '%s refuses',
  (matcher) => {
    test.each<[unknown, string]>([
      [undefined, 'undefined'],
      [null, 'null'],
      [5, 'a number'],
      ['http://127.0.0.1:4610', 'a string'],
      [() => server, 'a function'],
      [[], 'an Array'],
      [{}, 'an Object'],
      [Object.create(null), 'an object without a prototype'],
      [{ report: 'kept', root: {} }, 'an Object'],
      [new URL('http://127.0.0.1:4610'), 'a URL'],
    ])('%o', (received, kind) => {
      const refusal = new TypeError(
        `Received ${kind} for ${matcher}; expected a sandbox, or the server that startMockServer resolves to.`,
      )
      expect(() => expect(received)[matcher]()).toThrow(refusal)
      expect(() => expect(received).not[matcher]()).toThrow(refusal)
    })

    test('a promise, which is to be awaited first', () => {
      expect(() => expect(server.sandbox())[matcher]()).toThrow(
        /^Received a Promise .* resolves to\. Await it first\.$/,
      )
    })
  },
)

describe('toMatchContract refuses', () => {
  test.each<[unknown, string]>([
    [undefined, 'undefined'],
    [['a,b'], 'an Array'],
    [new Uint16Array(2), 'a Uint16Array'],
    [new DataView(new ArrayBuffer(2)), 'a DataView'],
  ])('%o', (received, kind) => {
    const refusal = new TypeError(
      `Received ${kind} for toMatchContract; expected a CSV as a string, a Buffer, a Uint8Array or an ArrayBuffer.`,
    )
    expect(() => expect(received).toMatchContract('requests')).toThrow(refusal)
  })

  test.each([new Response('a,b'), new Blob(['a,b'])])('%o, whose body is to be read first', (received) => {
    expect(() => expect(received).toMatchContract('requests')).toThrow(/Await its text\(\) or arrayBuffer\(\) first\.$/)
  })

  test('a dataset that there is not, with the nearest', () => {
    // @ts-expect-error there is none of this name
    expect(() => expect('').toMatchContract('reqests')).toThrow(
      new TypeError(
        'Received "reqests" for the dataset of toMatchContract; expected one of "requests", "rbac2", the nearest being "requests".',
      ),
    )
    // @ts-expect-error it must be named
    expect(() => expect('').toMatchContract()).toThrow(
      new TypeError('Received undefined for the dataset of toMatchContract; expected one of "requests", "rbac2".'),
    )
  })
})

describe('options that are wrong are all named:', () => {
  test('toHaveFollowedTheContract', () => {
    expect(() =>
      // @ts-expect-error they are of other types
      expect(server).toHaveFollowedTheContract({ strict: 'yes', minGap: 'soon', outcome: 'good' }),
    ).toThrow(
      new TypeError(
        [
          'Received "soon" for minGap of toHaveFollowedTheContract; expected a duration, such as 30s, 15m or 1h30m.',
          'Received "good" for outcome of toHaveFollowedTheContract; expected one of "succeeded", "failed", "timed out".',
          'Received "yes" for strict of toHaveFollowedTheContract; expected true or false.',
        ].join('\n'),
      ),
    )
  })

  test('toHavePolled', () => {
    // @ts-expect-error there is no such option
    expect(() => expect(server).toHavePolled({ times: -1, mingap: 5 })).toThrow(
      new TypeError(
        [
          'Received the unknown name "mingap" for mingap of toHavePolled; expected one of "times", "minGap", the nearest being "minGap".',
          'Received -1 for times of toHavePolled; expected a whole number from 0.',
        ].join('\n'),
      ),
    )
    // @ts-expect-error options are an object
    expect(() => expect(server).toHavePolled(3)).toThrow(
      new TypeError('Received 3 for the options of toHavePolled; expected an object.'),
    )
  })

  test('toMatchContract', () => {
    // @ts-expect-error it is a number
    expect(() => expect('').toMatchContract('requests', { now: 'today' })).toThrow(
      new TypeError('Received "today" for now of toMatchContract; expected a number from 0 to 8640000000000000.'),
    )
    expect(() => expect('').toMatchContract('requests', { readings: { username: 'nickname' } })).toThrow(
      new RangeError('Received "nickname" for readings.username; expected one of: full-name, handle.'),
    )
  })
})
