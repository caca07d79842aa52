import { describe, expect } from 'vitest'
import type { MockServer, Sandbox } from '../../../server/index.ts'
import { balkanidTest } from '../../../server/testing/vitest.ts'
import { fetchCsv } from '../../support/plain-client.ts'

const test = balkanidTest({ rows: 20, clock: 'manual' }, { notReadyPolls: 0 })

describe('balkanidTest', () => {
  const servers: MockServer[] = []
  const sandboxes: Sandbox[] = []

  test('gives a test a sandbox of a server, made as both are told', async ({ balkanid, sandbox }) => {
    servers.push(balkanid)
    sandboxes.push(sandbox)
    expect(balkanid.find(sandbox.id)).toBe(sandbox)
    expect(sandbox.describe()).toMatchObject({ rows: { requests: 20 }, readiness: { requests: { polls: 0 } } })
    expect((await fetchCsv(sandbox.baseUrl)).body).toMatchContract('requests')
    await sandbox.settled()
    expect(sandbox).toHaveFollowedTheContract()
  })

  test('gives another one another sandbox of the same server', ({ balkanid, sandbox }) => {
    expect(servers).toEqual([balkanid])
    expect(sandboxes).not.toContain(sandbox)
    expect(sandbox.exchanges()).toEqual([])
    sandboxes.push(sandbox)
  })

  test.fails('gives one to a test that fails', ({ sandbox }) => {
    sandboxes.push(sandbox)
    expect(sandbox).toHaveFollowedTheContract()
  })

  test('has ended them all, that of the failed test too, and the server serves on', async ({ balkanid }) => {
    expect(sandboxes).toHaveLength(3)
    expect(balkanid.sandboxes()).toEqual([balkanid.root])
    expect((await fetch(`${balkanid.baseUrl}/__mock/health`)).status).toBe(200)
  })

  describe('beside others', () => {
    test.concurrent.for([1, 2, 3])('test %i sees its own exchanges alone', async (count, { sandbox }) => {
      for (let i = 0; i < count; i++) await fetchCsv(sandbox.baseUrl)
      await sandbox.settled()
      expect(sandbox).toHavePolled({ times: 1 })
      expect(sandbox.exports()).toHaveLength(count)
    })
  })
})
