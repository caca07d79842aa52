import { brokenPresets } from './presets/broken.ts'
import { callPresets } from './presets/calls.ts'
import { downloadPresets } from './presets/downloads.ts'
import { filePresets } from './presets/files.ts'
import type { Preset, Presets } from './presets/preset.ts'
import { readinessPresets } from './presets/readiness.ts'
import { type Scenario, scenarioOf } from './scenario.ts'

/** The scenarios that come with the mock, in the order in which they are listed. */
export const presets: Presets = {
  ...readinessPresets,
  ...callPresets,
  ...downloadPresets,
  ...filePresets,
  ...brokenPresets,
}

export const presetNames = Object.keys(presets)

export function presetNamed(name: string): Preset | undefined {
  return Object.hasOwn(presets, name) ? presets[name] : undefined
}

const checked = new Map<string, Scenario>()

/** A preset that was checked, which is done when it is first asked for. */
export function preset(name: string): Scenario | undefined {
  const definition = presetNamed(name)
  if (definition === undefined) return undefined
  const scenario = checked.get(name) ?? scenarioOf(name, definition)
  checked.set(name, scenario)
  return scenario
}
