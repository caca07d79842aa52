import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MockServer } from '../../../server/index.ts'
import '../../../server/testing/vitest.ts'
import { download } from '../../support/plain-client.ts'
import { type Habits, messageOf, run, sandboxAfter, serverWithManualClock } from './habits.ts'

let server: MockServer

beforeAll(async () => {
  server = await serverWithManualClock()
})
afterAll(() => server.close())

describe('toHaveKeptSecrets', () => {
  test('holds for a client that sends storage nothing but the URL', async () => {
    expect(await sandboxAfter(server, {})).toHaveKeptSecrets()
  })

  test.each(['X-Api-Key-ID', 'X-Api-Key-Secret', 'Authorization', 'Cookie'])('does not for %s', async (name) => {
    const sandbox = await sandboxAfter(server, { headers: { [name]: 'not-a-real-secret' } })
    expect(sandbox).not.toHaveKeptSecrets()
    const message = messageOf(() => expect(sandbox).toHaveKeptSecrets())
    expect(message).toContain(`received   HEAD to storage with ${name}\n`)
    expect(message).not.toContain('not-a-real-secret')
  })

  test('asks about nothing else', async () => {
    expect(await sandboxAfter(server, { pause: '0s', downloads: 2 })).toHaveKeptSecrets()
  })

  test('shows the rule and what the client did', async () => {
    await using own = await serverWithManualClock()
    const sandbox = await sandboxAfter(own, { polls: 1, downloads: 0, headers: { cookie: 'session=1' } })
    expect(messageOf(() => expect(sandbox).toHaveKeptSecrets())).toMatchInlineSnapshot(`
      "Expected the client of sandbox s1 to keep its secrets from storage, but it did not.

      ✗ failed  client/keeps-secrets-from-storage, 1 finding
        The client MUST NOT send API keys, Authorization or cookies to storage, nor API keys in a URL: a
        pre-signed URL is all that storage needs.
        must, inferred: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
        • received   HEAD to storage with Cookie
          expected   API keys in the header of the call, and nowhere else
          to mend    Use a client without default header fields and cookies for storage, and send API keys
                     with the call alone.
          exchanges  2

      What it did, by the sandbox's clock:
        time          gap  sent  answer  note
      export 00000000000000000000000001
        00:00:00.000       POST  200
        00:00:01.000  1 s  HEAD  404     Not ready yet: this export is ready after 2 polls"
    `)
  })
})

describe('toHaveDownloadedOnce', () => {
  test('holds for one download', async () => {
    expect(await sandboxAfter(server, {})).toHaveDownloadedOnce()
  })

  test('holds for one download of each of several exports', async () => {
    const sandbox = await sandboxAfter(server, {})
    await run(sandbox)
    expect(sandbox).toHaveDownloadedOnce()
  })

  test('holds for parts that make one', async () => {
    const sandbox = await server.sandbox()
    const { url } = await run(sandbox, { downloads: 0 })
    await download(url, { range: 'bytes=0-99' })
    await download(url, { range: 'bytes=100-' })
    await sandbox.settled()
    expect(sandbox).toHaveDownloadedOnce()
  })

  test('does not for two', async () => {
    expect(await sandboxAfter(server, { downloads: 2 })).not.toHaveDownloadedOnce()
  })

  test('asks about nothing else', async () => {
    expect(await sandboxAfter(server, { pause: '5ms', headers: { cookie: 'session=1' } })).toHaveDownloadedOnce()
  })

  test('shows the rule and what the client did', async () => {
    await using own = await serverWithManualClock()
    const sandbox = await sandboxAfter(own, { downloads: 2 })
    expect(messageOf(() => expect(sandbox).toHaveDownloadedOnce())).toMatchInlineSnapshot(`
      "Expected the client of sandbox s1 to download each file once, but it did not.

      ✗ failed  client/downloads-once, 1 finding
        The client MUST NOT download again what it has: a file that came whole, or a part of it.
        must, inferred: https://developer.balkan.id/bulk-requests-download-api-early-access-12828109e0
        • received   a download of what had come whole before (export 00000000000000000000000001)
          expected   one download, or one of each part
          to mend    Keep what came, and use it for everything that needs it.
          exchanges  6
          download  time          gap   sent  answer  expected
          1         00:00:03.000        GET   200
          2         00:00:03.000  0 ms  GET   200     nothing

      What it did, by the sandbox's clock:
        time          gap   sent  answer  note
      export 00000000000000000000000001
        00:00:00.000        POST  200
        00:00:01.000  1 s   HEAD  404     Not ready yet: this export is ready after 2 polls
        00:00:02.000  1 s   HEAD  404     Not ready yet: this export is ready after 2 polls
        00:00:03.000  1 s   HEAD  200     ready
        00:00:03.000  0 ms  GET   200     download
        00:00:03.000  0 ms  GET   200     download"
    `)
  })
})

describe('what nobody has seen fails, with and without .not:', () => {
  const onlyCalls: Habits = { polls: 0, downloads: 0 }

  test('secrets, where nothing went to storage', async () => {
    const sandbox = await sandboxAfter(server, onlyCalls)
    const reason = 'its secrets from storage, but that cannot be told.\nNothing was sent to storage.\n'
    expect(messageOf(() => expect(sandbox).toHaveKeptSecrets())).toContain(` to keep ${reason}`)
    expect(messageOf(() => expect(sandbox).not.toHaveKeptSecrets())).toContain(` not to keep ${reason}`)
  })

  test('downloads, where there were none', async () => {
    const sandbox = await sandboxAfter(server, onlyCalls)
    const reason = 'each file once, but that cannot be told.\nNothing was downloaded.\n'
    expect(messageOf(() => expect(sandbox).toHaveDownloadedOnce())).toContain(` to download ${reason}`)
    expect(messageOf(() => expect(sandbox).not.toHaveDownloadedOnce())).toContain(` not to download ${reason}`)
  })
})
