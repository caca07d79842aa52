import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientRules } from '../../../contracts/index.ts'
import type { MockServer } from '../../../server/index.ts'
import '../../../server/testing/vitest.ts'
import { emulator } from '../../support/emulator.ts'
import { messageOf, run, sandboxAfter, serverWithManualClock } from './habits.ts'

let server: MockServer

beforeAll(async () => {
  server = await serverWithManualClock()
})
afterAll(() => server.close())

describe('toHaveFollowedTheContract', () => {
  test('holds for a client that does as documented', async () => {
    expect(await sandboxAfter(server, {})).toHaveFollowedTheContract()
  })

  test('does not hold for one that breaks a rule', async () => {
    expect(await sandboxAfter(server, { pause: '5ms' })).not.toHaveFollowedTheContract()
  })

  test('takes a server for its default sandbox', async () => {
    await using own = await serverWithManualClock()
    await run(own.root)
    expect(own).toHaveFollowedTheContract()
  })

  test('judges a client of a mock in memory too', async () => {
    const balkanid = emulator({ notReadyPolls: 1 })
    const { pollingUrl, url } = await balkanid.requestDownload('requests')
    expect(await balkanid.poll(pollingUrl)).toBe(404)
    balkanid.clock.advance(1000)
    expect(await balkanid.poll(pollingUrl)).toBe(200)
    await balkanid.download(url)
    expect(balkanid.app).toHaveFollowedTheContract()
    expect(balkanid.app.mock).toHaveFollowedTheContract()
    expect(balkanid.app.mock.root).toHaveFollowedTheContract()
  })
})

describe('its options', () => {
  test('minGap and its like are those of report()', async () => {
    const sandbox = await sandboxAfter(server, { pause: '2s' })
    expect(sandbox).toHaveFollowedTheContract({ minGap: '2s' })
    expect(sandbox).not.toHaveFollowedTheContract({ minGap: '2500ms' })
  })

  test('outcome tells how the run ended, which a scenario may have something to say about', async () => {
    const sandbox = await sandboxAfter(server, { polls: 3, downloads: 0 }, { scenario: 'never-ready' })
    expect(sandbox).toHaveFollowedTheContract({ outcome: 'failed' })
    expect(sandbox).not.toHaveFollowedTheContract({ outcome: 'succeeded' })
  })

  test('strict lets warnings count', async () => {
    const sandbox = await sandboxAfter(server, { body: { includeDrafts: true } })
    expect(sandbox).toHaveFollowedTheContract()
    expect(sandbox).not.toHaveFollowedTheContract({ strict: true })
    expect(messageOf(() => expect(sandbox).toHaveFollowedTheContract({ strict: true }))).toMatch(
      /but it did not: 1 failed, .* passed; warnings count as failures\./,
    )
  })
})

describe('what nobody has seen fails, with and without .not:', () => {
  test('nothing that came', async () => {
    const sandbox = await server.sandbox()
    const expected = [
      `but there was nothing to check: ${clientRules.length} not exercised.`,
      '',
      `Nothing was sent to ${sandbox.baseUrl}.`,
      'Give the client this base URL, and wait until it has ended.',
    ].join('\n')
    expect(messageOf(() => expect(sandbox).toHaveFollowedTheContract())).toContain(
      ` to follow the contract, ${expected}`,
    )
    expect(messageOf(() => expect(sandbox).not.toHaveFollowedTheContract())).toContain(
      ` not to follow the contract, ${expected}`,
    )
  })

  test('gaps by a clock that stood still', async () => {
    const sandbox = await sandboxAfter(server, { pause: '0s' })
    expect(messageOf(() => expect(sandbox).not.toHaveFollowedTheContract())).toContain('but that cannot be told')
    expect(messageOf(() => expect(sandbox).toHaveFollowedTheContract())).toMatch(
      /\n\? could not check {2}client\/waits-between-polls: The sandbox's clock is manual and stood still/,
    )
  })
})

describe('its message', () => {
  test('shows what failed, by which rule, how we know, how to mend it, and what the client did', async () => {
    await using own = await serverWithManualClock()
    const sandbox = await sandboxAfter(own, { pause: '5ms', headers: { 'x-api-key-secret': 'not-a-real-secret' } })
    expect(messageOf(() => expect(sandbox).toHaveFollowedTheContract())).toMatchInlineSnapshot(`
      "Expected the client of sandbox s1 to follow the contract, but it did not: 2 failed, 11 not exercised, 12 passed.

      ✗ failed  client/waits-between-polls, 1 finding
        The client MUST wait before it polls again. That is documented; the shortest wait is assumed.
        must, assumed: https://developer.balkan.id/bulk-requests-download-api-early-access-12828109e0
        • received   2 waits, the shortest of 5 ms (export 00000000000000000000000001)
          expected   at least 100 ms between an answer and the next poll
          to mend    Wait before each further poll, a little longer each time.
          exchanges  3, 4
          poll  time          gap   sent  answer  expected
          1     00:00:00.005        HEAD  404
          2     00:00:00.010  5 ms  HEAD  404     gap from 100 ms
          3     00:00:00.015  5 ms  HEAD  200     gap from 100 ms

      ✗ failed  client/keeps-secrets-from-storage, 4 findings
        The client MUST NOT send API keys, Authorization or cookies to storage, nor API keys in a URL: a
        pre-signed URL is all that storage needs.
        must, inferred: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
        • received   HEAD to storage with X-Api-Key-Secret
          expected   API keys in the header of the call, and nowhere else
          to mend    Use a client without default header fields and cookies for storage, and send API keys
                     with the call alone.
          exchanges  2
        • received   HEAD to storage with X-Api-Key-Secret
          expected   API keys in the header of the call, and nowhere else
          to mend    Use a client without default header fields and cookies for storage, and send API keys
                     with the call alone.
          exchanges  3
          and 2 more

      What it did, by the sandbox's clock:
        time          gap   sent  answer  note
      export 00000000000000000000000001
        00:00:00.000        POST  200
        00:00:00.005  5 ms  HEAD  404     Not ready yet: this export is ready after 2 polls
        00:00:00.010  5 ms  HEAD  404     Not ready yet: this export is ready after 2 polls
        00:00:00.015  5 ms  HEAD  200     ready
        00:00:00.015  0 ms  GET   200     download"
    `)
  })

  test('under .not shows what was kept', async () => {
    await using own = await serverWithManualClock()
    const sandbox = await sandboxAfter(own, {})
    expect(messageOf(() => expect(sandbox).not.toHaveFollowedTheContract())).toMatchInlineSnapshot(`
      "Expected the client of sandbox s1 not to follow the contract, but it did: 11 not exercised, 14 passed.

      What it did, by the sandbox's clock:
        time          gap   sent  answer  note
      export 00000000000000000000000001
        00:00:00.000        POST  200
        00:00:01.000  1 s   HEAD  404     Not ready yet: this export is ready after 2 polls
        00:00:02.000  1 s   HEAD  404     Not ready yet: this export is ready after 2 polls
        00:00:03.000  1 s   HEAD  200     ready
        00:00:03.000  0 ms  GET   200     download"
    `)
  })

  test('says what a good client does, where the scenario does', async () => {
    const sandbox = await sandboxAfter(server, { polls: 3, downloads: 0 }, { scenario: 'never-ready' })
    expect(messageOf(() => expect(sandbox).toHaveFollowedTheContract({ minGap: '5s' }))).toContain(
      '\nA good client: It gives up once its time is up, and says for how long it has waited for which file.\n',
    )
  })

  test('stays readable where one rule is broken often', async () => {
    const sandbox = await server.sandbox()
    for (let round = 0; round < 12; round++) await run(sandbox, { pause: '5ms' })
    const lines = messageOf(() => expect(sandbox).toHaveFollowedTheContract()).split('\n')
    expect(lines.filter((line) => line.startsWith('  • '))).toHaveLength(2)
    expect(lines).toContain('    and 10 more')
    expect(lines.filter((line) => line.length > 120)).toEqual([])
    expect(lines.length).toBeLessThan(110)
  })
})
