import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { datasets, outcomeOf, validateCsv } from '../../../../contracts/index.ts'
import { flawOf } from '../../../../server/dashboard/page/flaw.js'
import { ClientError, download, type Step } from '../../../../server/dashboard/page/good-client.js'
import { type MockServer, type Sandbox, startMockServer } from '../../../../server/index.ts'
import { presets } from '../../../../server/scenarios/presets.ts'
import { pathOfDataset } from '../../../support/emulator.ts'

/** All of it happens so many times as fast, the clocks of the sandboxes and that of the client. */
const speed = 20

let balkanid: MockServer
beforeAll(async () => {
  balkanid = await startMockServer({ rows: 200, notReadyPolls: 2, clock: { scale: speed } })
})
afterAll(() => balkanid.close())

const fast = {
  now: () => performance.now() * speed,
  sleep: async (ms: number, signal?: AbortSignal) => {
    await setTimeout(ms / speed, undefined, signal === undefined ? {} : { signal })
  },
}

interface Run {
  readonly steps: readonly Step[]
  readonly error?: unknown
}

async function run(sandbox: Sandbox, options: Partial<Parameters<typeof download>[0]> = {}): Promise<Run> {
  const steps: Step[] = []
  const chosen = {
    baseUrl: sandbox.baseUrl,
    path: pathOfDataset('requests'),
    body: { includeCompleted: true },
    patience: { deadlineMs: 60_000 },
    ...fast,
    ...options,
  }
  try {
    for await (const step of download(chosen)) steps.push(step)
  } catch (error) {
    return { steps, error }
  } finally {
    await sandbox.settled()
  }
  return { steps }
}

const kinds = ({ steps }: Run) => steps.map((step) => (step.kind === 'polled' ? step.status : step.kind))

describe('the good client', () => {
  test('tells its steps one by one', async () => {
    await using sandbox = await balkanid.sandbox({ rows: 5 })
    const done = await run(sandbox)
    expect(kinds(done)).toEqual(['called', 404, 'waiting', 404, 'waiting', 200, 'downloading', 'downloaded'])
    const file = done.steps.at(-1)
    expect(file?.kind === 'downloaded' && Buffer.concat(file.chunks).toString().split('\n')[0]).toBe(
      datasets.requests.download.columns.map(({ name }) => name).join(','),
    )
  })

  test('waits longer from poll to poll', async () => {
    await using sandbox = await balkanid.sandbox({ rows: 5, notReadyPolls: 4 })
    const { steps } = await run(sandbox)
    expect(steps.flatMap((step) => (step.kind === 'waiting' ? [step.ms] : []))).toEqual([1000, 1500, 2250, 3375])
  })

  test('sends its API key to the POST alone', async () => {
    await using sandbox = await balkanid.sandbox({ rows: 5, apiKeys: [{ id: 'an-id', secret: 'a-secret' }] })
    const headers = { 'x-api-key-id': 'an-id', 'x-api-key-secret': 'a-secret' }
    expect(await run(sandbox, { headers })).not.toHaveProperty('error')
    const withKeys = sandbox
      .exchanges()
      .filter(({ requestHeaders }) => JSON.stringify(requestHeaders).includes('x-api-key'))
    expect(withKeys.map(({ phase }) => phase)).toEqual(['call'])
  })

  test('says what the check of the file says', async () => {
    await using sandbox = await balkanid.sandbox({ rows: 5 })
    const { error } = await run(sandbox, { check: async () => 'A cell is wrong.' })
    expect(error).toEqual(new ClientError('A cell is wrong.'))
  })

  test('ends when it is told to', async () => {
    await using sandbox = await balkanid.sandbox({ rows: 5, scenario: 'never-ready' })
    const stop = new AbortController()
    const steps: string[] = []
    const going = (async () => {
      const options = { baseUrl: sandbox.baseUrl, path: pathOfDataset('requests'), body: { includeCompleted: true } }
      for await (const { kind } of download({ ...options, ...fast, signal: stop.signal })) {
        steps.push(kind)
        if (kind === 'waiting') stop.abort()
      }
    })()
    await expect(going).rejects.toThrow('aborted')
    expect(steps).toEqual(['called', 'polled', 'waiting'])
  })

  test('fetches no file that is larger than what it holds', async () => {
    await using sandbox = await balkanid.sandbox({ rows: 5 })
    const { error } = await run(sandbox, { patience: { mostBytes: 1000 } })
    expect(String(error)).toMatch(/^ClientError: The file has \d+ bytes, more than the 1000 that are held here/)
  })
})

async function check(chunks: readonly Uint8Array[]): Promise<string | undefined> {
  return flawOf(await validateCsv('requests', chunks))
}

/** Larger than what it holds. */
const tooLarge = 'huge'

describe('in the scenario', () => {
  test.concurrent.each(Object.keys(presets).filter((name) => name !== tooLarge))(
    '%s it does what a good client does',
    { timeout: 60_000 },
    async (scenario) => {
      await using sandbox = await balkanid.sandbox({ scenario, clock: { scale: speed } })
      const { error, steps } = await run(sandbox, { check })
      const failed = error !== undefined
      if (failed) expect(error).toBeInstanceOf(ClientError)
      else expect(steps.at(-1)?.kind).toBe('downloaded')
      const report = sandbox.report({ outcome: failed ? 'failed' : 'succeeded' })
      expect(report.verdicts.filter(({ result }) => result === 'failed')).toEqual([])
      expect(outcomeOf(report, { strict: true })).not.toBe('broken')
    },
  )
})
