import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Runs the example for vitest against the sources: what a user installs is tried with the packed package. */
export default defineConfig({
  resolve: {
    alias: [
      { find: /^balkanid-mock$/, replacement: `${root}server/index.ts` },
      { find: /^balkanid-mock\/vitest$/, replacement: `${root}server/testing/vitest.ts` },
      { find: /^balkanid-mock\/(contracts|generators)$/, replacement: `${root}$1/index.ts` },
    ],
  },
})
