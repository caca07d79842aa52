import type { ScenarioDefinition } from '../scenario.ts'

/** A scenario that comes with the mock says what it does and what a good client does. */
export interface Preset extends ScenarioDefinition {
  readonly summary: string
  readonly goodClient: string
  readonly goodClientEnds: 'well' | 'badly' | 'either'
}

export type Presets = Readonly<Record<string, Preset>>
