import { expect } from 'vitest'
import {
  type MockServer,
  type Sandbox,
  type SandboxOptions,
  type StartOptions,
  startMockServer,
} from '../../../server/index.ts'
import { countingIds, type DownloadUrls, pathOfDataset, sampleBodies } from '../../support/emulator.ts'
import { download } from '../../support/plain-client.ts'

/** How a client goes about a download, over a real socket. Its time is that of a manual clock. */
export interface Habits {
  /** What passes before each poll. @default '1s' */
  readonly pause?: string
  /** At most so many; it ends at the first 200. @default as many as it takes */
  readonly polls?: number
  readonly downloads?: number
  /** Sent to storage. */
  readonly headers?: Readonly<Record<string, string>>
  /** Members of the body besides those that are documented. */
  readonly body?: Readonly<Record<string, unknown>>
}

/** A server whose sandboxes have manual clocks, and whose ids count from 1. */
export function serverWithManualClock(options: StartOptions = {}): Promise<MockServer> {
  return startMockServer({ rows: 20, notReadyPolls: 2, clock: 'manual', nextId: countingIds(), ...options })
}

/** A sandbox, after a client with these habits has run in it. */
export async function sandboxAfter(server: MockServer, habits: Habits, options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await server.sandbox(options)
  await run(sandbox, habits)
  return sandbox
}

/** @returns the URLs of the export */
export async function run(sandbox: Sandbox, habits: Habits = {}): Promise<DownloadUrls> {
  const { pause = '1s', polls = Number.POSITIVE_INFINITY, downloads = 1, headers = {}, body = {} } = habits
  const answer = await fetch(sandbox.baseUrl + pathOfDataset('requests'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...sampleBodies.requests, ...body }),
  })
  const { pollingUrl, url } = (await answer.json()) as DownloadUrls
  let isReady = false
  for (let poll = 0; poll < polls && !isReady; poll++) {
    await sandbox.clock.advance(pause)
    isReady = (await fetch(pollingUrl, { method: 'HEAD', headers })).status === 200
  }
  for (let count = 0; count < downloads; count++) await download(url, headers)
  await sandbox.settled()
  return { pollingUrl, url }
}

/** What an expectation that is not met says. */
export function messageOf(expectation: () => void): string {
  try {
    expectation()
  } catch (error) {
    return (error as Error).message
  }
  return expect.fail('The expectation was met.')
}
