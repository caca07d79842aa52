import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MockServer, Sandbox } from '../../../server/index.ts'
import type { Polling } from '../../../server/testing/matchers.ts'
import '../../../server/testing/vitest.ts'
import { emulator } from '../../support/emulator.ts'
import { type Habits, messageOf, run, sandboxAfter, serverWithManualClock } from './habits.ts'

let server: MockServer

beforeAll(async () => {
  server = await serverWithManualClock()
})
afterAll(() => server.close())

// A file is ready after two polls in vain, so three are all that it takes.
describe('toHavePolled', () => {
  test.each<[string, Habits, Polling]>([
    ['at all', {}, {}],
    ['so many times', {}, { times: 3 }],
    ['so many times, having given up', { polls: 2 }, { times: 2 }],
    ['not once', { polls: 0 }, { times: 0 }],
    ['with such gaps', { pause: '2s' }, { minGap: '2s' }],
    ['with longer gaps', { pause: '2s' }, { minGap: 500 }],
    ['with gaps that are short by what rounding to milliseconds may take', { pause: '1999ms' }, { minGap: '2s' }],
    ['so many times, with such gaps', { pause: '2s' }, { times: 3, minGap: '2s' }],
  ])('holds for a client that polled %s', async (_, habits, polling) => {
    expect(await sandboxAfter(server, habits)).toHavePolled(polling)
  })

  test.each<[string, Habits, Polling]>([
    ['not at all', { polls: 0 }, {}],
    ['less often', { polls: 2 }, { times: 3 }],
    ['more often', {}, { times: 2 }],
    ['with shorter gaps', { pause: '1s' }, { minGap: '2s' }],
    ['as often, with shorter gaps', { pause: '1s' }, { times: 3, minGap: '2s' }],
  ])('does not hold for a client that polled %s', async (_, habits, polling) => {
    expect(await sandboxAfter(server, habits)).not.toHavePolled(polling)
  })

  test('does not hold where nothing was asked for', async () => {
    expect(await server.sandbox()).not.toHavePolled()
  })

  test('is about each export by itself', async () => {
    const sandbox = await sandboxAfterTwo({}, {})
    expect(sandbox).toHavePolled({ times: 3, minGap: '1s' })
    expect(sandbox).not.toHavePolled({ times: 6 })
  })

  test('is about exports too that were never polled', async () => {
    expect(await sandboxAfterTwo({}, { polls: 0 })).not.toHavePolled()
  })

  test('does not count a GET', async () => {
    const sandbox = await sandboxAfter(server, { polls: 1, downloads: 3 })
    expect(sandbox).toHavePolled({ times: 1 })
  })
})

test('whatever the gaps, it holds if and only if none is shorter, and the polls are as many', async () => {
  const gap = fc.integer({ min: 1, max: 3000 })
  await fc.assert(
    fc.asyncProperty(fc.array(gap, { minLength: 1, maxLength: 5 }), gap, fc.nat(6), async (gaps, minGap, times) => {
      const balkanid = emulator({ notReadyPolls: 10 })
      const { pollingUrl } = await balkanid.requestDownload('requests')
      await balkanid.poll(pollingUrl)
      for (const ms of gaps) {
        balkanid.clock.advance(ms)
        await balkanid.poll(pollingUrl)
      }
      // Times are whole milliseconds, so a wait may be one longer than it looks.
      const holds = gaps.length + 1 === times && Math.min(...gaps) >= minGap - 1
      const polled = expect(balkanid.app)
      if (holds) polled.toHavePolled({ times, minGap })
      else polled.not.toHavePolled({ times, minGap })
    }),
  )
})

describe('what nobody can tell fails, with and without .not:', () => {
  test.each<[string, Habits, string]>([
    ['no gap at all', { polls: 1 }, 'No export was polled a second time, so there is no gap to measure.'],
    ['gaps by a clock that stood still', { pause: '0s' }, "The sandbox's clock is manual and stood still"],
  ])('%s', async (_, habits, reason) => {
    const sandbox = await sandboxAfter(server, habits)
    expect(messageOf(() => expect(sandbox).toHavePolled({ minGap: '1s' }))).toContain(
      `but that cannot be told.\n${reason}`,
    )
    expect(messageOf(() => expect(sandbox).not.toHavePolled({ minGap: '1s' }))).toContain(
      `but that cannot be told.\n${reason}`,
    )
  })

  test('polls that the journal has forgotten', async () => {
    await using own = await serverWithManualClock({ limits: { exchangesPerSandbox: 3 } })
    const sandbox = await sandboxAfter(own, {})
    expect(messageOf(() => expect(sandbox).not.toHavePolled({ times: 3 }))).toContain(
      'The journal has forgotten 2 exchanges. Let it keep more of them.',
    )
  })
})

describe('its message', () => {
  test('shows how each export was polled', async () => {
    await using own = await serverWithManualClock()
    const sandbox = await sandboxAfter(own, {})
    await run(sandbox, { polls: 1 })
    expect(messageOf(() => expect(sandbox).toHavePolled({ times: 2, minGap: '2s' }))).toMatchInlineSnapshot(`
      "Expected the client of sandbox s1 to poll each export exactly 2 times, at least 2 s after the answer before, but it did not.
      Export 00000000000000000000000001 was polled 3 times.
      Export 00000000000000000000000002 was polled once.
      Poll until the first 200, and no further; the sandbox's readiness says how many polls that takes.
      Export 00000000000000000000000001 was polled again after 1 s: 2 of 2 gaps are too short.
      Wait before each further poll, a little longer each time.

      What it did, by the sandbox's clock:
        time          gap   sent  answer         note
      export 00000000000000000000000001
        00:00:00.000        POST  200
        00:00:01.000  1 s   HEAD  404            Not ready yet: this export is ready after 2 polls
        00:00:02.000  1 s   HEAD  404            Not ready yet: this export is ready after 2 polls
        00:00:03.000  1 s   HEAD  200            ready
        00:00:03.000  0 ms  GET   200            download
      export 00000000000000000000000002
        00:00:03.000        POST  200
        00:00:04.000  1 s   HEAD  404            Not ready yet: this export is ready after 2 polls
        00:00:04.000  0 ms  GET   404 too-early  Not ready yet: this export is ready after 2 polls"
    `)
  })

  test.each<[Polling, string]>([
    [{}, 'not to poll each export, but it did.'],
    [{ times: 3 }, 'not to poll each export exactly 3 times, but it did.'],
    [{ minGap: '500ms' }, 'not to poll each export at least 500 ms after the answer before, but it did.'],
    [
      { times: 3, minGap: 1000 },
      'not to poll each export exactly 3 times, at least 1 s after the answer before, but it did.',
    ],
  ])('says what %j meant', async (polling, sentence) => {
    const sandbox = await sandboxAfter(server, {})
    expect(messageOf(() => expect(sandbox).not.toHavePolled(polling))).toContain(
      `Expected the client of sandbox ${sandbox.id} ${sentence}\n`,
    )
  })
})

async function sandboxAfterTwo(first: Habits, second: Habits): Promise<Sandbox> {
  const sandbox = await sandboxAfter(server, first)
  await run(sandbox, second)
  return sandbox
}
