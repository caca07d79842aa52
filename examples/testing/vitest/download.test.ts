// npx vitest run
// #region test
// #region first
import { balkanidTest } from 'balkanid-mock/vitest'
import { expect } from 'vitest'
import { downloadRequests } from '../my-client.ts'

const test = balkanidTest({ rows: 100 }) // one server for the file, a sandbox for each test

test('my client polls until the file is ready', async ({ sandbox }) => {
  const csv = await downloadRequests({ baseUrl: sandbox.baseUrl, pollEveryMs: 150 })
  await sandbox.settled()
  expect(csv).toMatchContract('requests')
  expect(sandbox).toHavePolled({ times: 3, minGap: '100ms' })
  expect(sandbox).toHaveFollowedTheContract()
})
// #endregion first

test('my client fails when the file is an HTML page', async ({ balkanid }) => {
  await using sandbox = await balkanid.sandbox({ scenario: 'html-instead-of-csv' })
  await expect(downloadRequests({ baseUrl: sandbox.baseUrl, pollEveryMs: 150 })).rejects.toThrow('text/html')
})

test('my client gives up in time, which takes no time here', async ({ balkanid }) => {
  await using sandbox = await balkanid.sandbox({ clock: 'manual', readiness: { after: 'duration', ms: '1h' } })
  const download = downloadRequests({ baseUrl: sandbox.baseUrl, pollEveryMs: 20, mostPolls: 5 })
  await expect(download).rejects.toThrow('not ready after 5 polls')
})
// #endregion test
