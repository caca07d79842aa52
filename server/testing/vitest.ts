import { expect, test as plain, type TestAPI } from 'vitest'
import type { Sandbox, SandboxOptions } from '../sandboxes/sandbox.ts'
import { type MockServer, type StartOptions, startMockServer } from '../start.ts'
import { type BalkanidMatchers, matchers } from './matchers.ts'

export type { BalkanidMatchers, CsvContractOptions, Polling } from './matchers.ts'
export { matchers }

declare module 'vitest' {
  interface Matchers<T> extends BalkanidMatchers<T> {}
}

expect.extend(matchers)

/** What tests get that are made by `balkanidTest`. */
export interface BalkanidFixtures {
  /** A mock, started once for a file of tests. */
  readonly balkanid: MockServer
  /** A sandbox for this test alone; it ends with the test. */
  readonly sandbox: Sandbox
}

/**
 * vitest's `test`, with a mock for each file and a sandbox for each test:
 * `const test = balkanidTest({ rows: 50 })`, then `test('…', async ({ sandbox }) => { … })`.
 * @param options of the server
 * @param sandboxOptions of each sandbox
 */
export function balkanidTest(
  options: StartOptions = {},
  sandboxOptions: SandboxOptions = {},
): TestAPI<BalkanidFixtures> {
  return plain.extend<BalkanidFixtures>({
    balkanid: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are needed
      async ({}, use) => {
        await using balkanid = await startMockServer(options)
        await use(balkanid)
      },
      { scope: 'file' },
    ],
    sandbox: async ({ balkanid }, use) => {
      await using sandbox = await balkanid.sandbox(sandboxOptions)
      await use(sandbox)
    },
  })
}
