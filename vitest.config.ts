import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/global-setup.ts',
    maxConcurrency: 200, // test/server/parallel.test.ts runs as many at once
    testTimeout: 20_000, // generous: property tests share two cores with socket tests
  },
})
