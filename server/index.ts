/** HTTP that serves: the mock server, to embed in a test or a program. */
export { type AppOptions, buildApp, type LogTarget } from './app.ts'
export type { Clock } from './clock.ts'
export type { NextId } from './ids.ts'
export { OptionError } from './option-checks.ts'
export type { ApiKey, Duration, Limits, MockOptions, PerDataset } from './options.ts'
export { type MockServer, type StartOptions, startMockServer } from './start.ts'
export type { SigningKey } from './storage/signature-v4.ts'
export { version } from './version.ts'
