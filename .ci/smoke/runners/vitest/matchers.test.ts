// What a user of vitest writes: compiled with strict settings, then run twice in one worker, as two files.
import type { MockServer, Sandbox } from 'balkanid-mock'
import { type BalkanidFixtures, balkanidTest } from 'balkanid-mock/vitest'
import { expect, expectTypeOf } from 'vitest'
import { fetchRequests } from '../client.js'

const test = balkanidTest({ rows: 20 }, { notReadyPolls: 1 })
/** Of the files that ran in this worker before. */
const former = globalThis as { baseUrl?: string }

test('a client that does as documented', async ({ balkanid, sandbox }) => {
  expectTypeOf({ balkanid, sandbox }).toEqualTypeOf<{ balkanid: MockServer; sandbox: Sandbox }>()
  expectTypeOf({ balkanid, sandbox }).toExtend<BalkanidFixtures>()
  const csv = await fetchRequests(sandbox.baseUrl, 110)
  await sandbox.settled()
  expect(csv).toMatchContract('requests', { strict: true })
  expect({ csv }).toEqual({ csv: expect.toMatchContract('requests') })
  await expect(Promise.resolve(csv)).resolves.not.toMatchContract('rbac2')
  expect(sandbox).toHaveFollowedTheContract({ strict: true, minGap: '100ms', outcome: 'succeeded' })
  expect(sandbox).toHavePolled({ times: 2, minGap: 100 })
  expect(sandbox).toHaveKeptSecrets()
  expect(sandbox).toHaveDownloadedOnce()
  expect(balkanid).not.toHavePolled()
})

test('a client that hammers', async ({ sandbox }) => {
  await fetchRequests(sandbox.baseUrl, 0)
  await sandbox.settled()
  expect(() => expect(sandbox).toHaveFollowedTheContract()).toThrow(/client\/waits-between-polls[\s\S]*What it did/)
})

test.fails('a test that fails', ({ sandbox }) => {
  expect(sandbox).toHaveFollowedTheContract()
})

test('sandboxes end with their tests, and servers with their files', async ({ balkanid }) => {
  if (former.baseUrl !== undefined) {
    await expect(fetch(former.baseUrl)).rejects.toThrow()
    console.log('The server of the file before has ended.')
  }
  former.baseUrl = balkanid.baseUrl
  expect(balkanid.sandboxes()).toEqual([balkanid.root])
})

test('what the types refuse', ({ sandbox }) => {
  // @ts-expect-error there is no such dataset
  expect(() => expect('').toMatchContract('reqests')).toThrow(TypeError)
  // @ts-expect-error there is no such option
  expect(() => expect(sandbox).toHavePolled({ mingap: 100 })).toThrow(TypeError)
})
