// What a user of jest writes: compiled with strict settings, then run as it is and, without its first import, with globals.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import 'balkanid-mock/jest'
import { type MockServer, startMockServer } from 'balkanid-mock'
import { fetchRequests } from '../client.js'

let balkanid: MockServer

beforeAll(async () => {
  balkanid = await startMockServer({ rows: 20, notReadyPolls: 1 })
})
afterAll(() => balkanid.close())

test('a client that does as documented', async () => {
  await using sandbox = await balkanid.sandbox()
  const csv = await fetchRequests(sandbox.baseUrl, 110)
  await sandbox.settled()
  expect(csv).toMatchContract('requests', { strict: true })
  expect(new Uint8Array(csv)).toMatchContract('requests')
  expect(Buffer.from(csv)).toMatchContract('requests')
  expect({ csv }).toEqual({ csv: expect.toMatchContract('requests') })
  await expect(Promise.resolve(csv)).resolves.not.toMatchContract('rbac2')
  expect(sandbox).toHaveFollowedTheContract({ strict: true, minGap: '100ms', outcome: 'succeeded' })
  expect(sandbox).toHavePolled({ times: 2, minGap: 100 })
  expect(sandbox).toHaveKeptSecrets()
  expect(sandbox).toHaveDownloadedOnce()
  expect(balkanid).not.toHavePolled()
})

test('a client that hammers', async () => {
  await using sandbox = await balkanid.sandbox()
  await fetchRequests(sandbox.baseUrl, 0)
  await sandbox.settled()
  expect(() => expect(sandbox).toHaveFollowedTheContract()).toThrow(/client\/waits-between-polls[\s\S]*What it did/)
})

test('what the types refuse', () => {
  // @ts-expect-error there is no such dataset
  expect(() => expect('').toMatchContract('reqests')).toThrow(TypeError)
  // @ts-expect-error there is no such option
  expect(() => expect(balkanid).toHavePolled({ mingap: 100 })).toThrow(TypeError)
})
