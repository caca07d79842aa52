/** HTTP that serves: the mock server, to embed in a test or a program. */

export type { Body, Exchange, Field, Phase } from '../contracts/client/exchange.ts'
export type { AdminOptions } from './admin/routes.ts'
export { type AppOptions, buildApp, type LogTarget } from './app.ts'
export type { Clock } from './clock.ts'
export type { When } from './faults/when.ts'
export type { NextId } from './ids.ts'
export type { ExchangeFilter } from './journal/filter.ts'
export type { ScenarioDescription } from './mock.ts'
export type { ApiKey, ClockChoice, Duration, Limits, MockOptions, PerDataset, ReadinessChoice } from './options.ts'
export { ControlError, type ControlFault } from './sandboxes/control-error.ts'
export type {
  ClockDescription,
  ExportDescription,
  Sandbox,
  SandboxChanges,
  SandboxDescription,
  SandboxOptions,
  SandboxTime,
} from './sandboxes/sandbox.ts'
export type { DeviationDefinition, ScenarioDefinition } from './scenarios/scenario.ts'
export { type Mistake, OptionError } from './shapes/index.ts'
export { type MockServer, type StartOptions, startMockServer } from './start.ts'
export type { SigningKey } from './storage/signature-v4.ts'
export { version } from './version.ts'
