// NODE_OPTIONS=--experimental-vm-modules npx jest     (the package is made of modules)
// #region test
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import 'balkanid-mock/jest'
import { type MockServer, startMockServer } from 'balkanid-mock'
import { downloadRequests } from '../my-client.js'

let balkanid: MockServer

beforeAll(async () => {
  balkanid = await startMockServer({ rows: 100 })
})
afterAll(() => balkanid.close())

test('my client polls until the file is ready', async () => {
  await using sandbox = await balkanid.sandbox({ notReadyPolls: 2 })
  const csv = await downloadRequests({ baseUrl: sandbox.baseUrl, pollEveryMs: 150 })
  await sandbox.settled()
  expect(csv).toMatchContract('requests')
  expect(sandbox).toHavePolled({ times: 3, minGap: '100ms' })
  expect(sandbox).toHaveFollowedTheContract()
})
// #endregion test
