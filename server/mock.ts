import { nearWord } from '../contracts/nearest.ts'
import type { Clock } from './clock.ts'
import type { ExportStore } from './exports/export-store.ts'
import { ObjectStore } from './exports/stored-object.ts'
import type { NextId } from './ids.ts'
import { journalSpace } from './journal/journal.ts'
import { mask } from './journal/masking.ts'
import { readMockOptions, refusedName, unknownScenario } from './mock-options.ts'
import { sandboxMembers } from './option-members.ts'
import {
  defaultSettings,
  type MockOptions,
  resolveOptions,
  type SandboxSettings,
  type Settings,
  settingsOf,
} from './options.ts'
import { Places } from './places.ts'
import { ControlError } from './sandboxes/control-error.ts'
import { defaultSandboxId, reservedFor } from './sandboxes/reserved-ids.ts'
import { type Host, HostedSandbox, type Sandbox, type SandboxOptions } from './sandboxes/sandbox.ts'
import { newSandboxShape } from './sandboxes/sandbox-shapes.ts'
import type { Behaviour, Shared } from './sandboxes/world.ts'
import { preset, presetNamed, presetNames } from './scenarios/presets.ts'
import { type Scenario, type ScenarioDefinition, scenarioOf } from './scenarios/scenario.ts'
import { check, OptionError } from './shapes/index.ts'

/** A scenario as it is listed; secrets of API keys are masked. */
export interface ScenarioDescription extends ScenarioDefinition {
  readonly name: string
  readonly isPreset: boolean
}

/** All sandboxes and scenarios of one server. The admin API is a thin layer over it. */
export class Mock implements Host {
  readonly objects: ObjectStore
  readonly shared: Shared
  /** Where clients reach the server; known for sure once it listens. */
  baseUrl = 'http://127.0.0.1:4610'
  /** Whether more than this machine can reach it, so that steering it needs a token. */
  isExposed = false
  /** The settings that all sandboxes begin with. */
  readonly base: Settings
  /** The sandbox of the root base URL. */
  readonly root: HostedSandbox
  private readonly sandboxes = new Map<string, HostedSandbox>()
  /** Those that were added; the presets are there besides. */
  private readonly added = new Map<string, Scenario>()
  /** Those that were written down for one sandbox: one that is kept while something else changes stays the same. */
  private readonly writtenDown = new WeakMap<object, Scenario>()
  private made = 0
  private sweepAt = 0
  /** Sandboxes that somebody made; those of the default and of scenarios are bounded by themselves. */
  private ownCount = 0

  /** @throws {OptionError} with everything that is wrong */
  constructor(options: MockOptions, machineClock: Clock, nextId: NextId) {
    this.base = settingsOf(readMockOptions(options), defaultSettings)
    const { scenario, scenarios = {}, ...chosen } = options
    const { limits } = this.base
    this.objects = new ObjectStore(limits.objectCacheBytes)
    this.shared = {
      machineClock,
      objects: this.objects,
      nextId,
      exportPlaces: new Places<ExportStore>(limits.exports, (store) => store.dropOldest()),
      journalSpace: journalSpace({
        perSandbox: limits.exchangesPerSandbox,
        total: limits.exchanges,
        bodyLength: limits.bodyCaptureBytes,
      }),
      downloads: { active: 0, sending: new Set() },
    }
    for (const [name, definition] of Object.entries(scenarios)) this.defineScenario(name, definition)
    // Its own options are those of the server, so they go before what its scenario sets.
    this.root = new HostedSandbox(
      defaultSandboxId,
      { ...sandboxSettingsOf(chosen), ...(scenario !== undefined && { scenario }) },
      this,
    )
    this.sandboxes.set(defaultSandboxId, this.root)
  }

  /** How many sandboxes there are, the default one among them. */
  get count(): number {
    return this.sandboxes.size
  }

  get exportCount(): number {
    let count = 0
    for (const { world } of this.sandboxes.values()) count += world.exports.count
    return count
  }

  /**
   * Makes a sandbox.
   * @param id what its base URL ends in; by default counted: `s1`, `s2`, …
   * @throws {OptionError} with everything that is wrong
   * @throws {ControlError} where the id is taken, or there are too many
   */
  create(wanted: SandboxOptions & { readonly id?: string } = {}): HostedSandbox {
    check(newSandboxShape(this.scenarioNames()), wanted)
    const { id = this.nextSandboxId(), ...options } = wanted
    if (this.sandboxes.has(id) || this.hasScenario(id) || reservedFor(id) !== undefined) {
      throw new ControlError('sandbox-exists', id)
    }
    this.sweep()
    const { sandboxes } = this.base.limits
    if (this.ownCount >= sandboxes) throw new ControlError('too-many-sandboxes', String(sandboxes))
    return this.add(new HostedSandbox(id, options, this))
  }

  /** The sandbox of an id; that of a scenario's name is made when it is first asked for. */
  find(id: string): HostedSandbox | undefined {
    const found = this.sandboxes.get(id)
    if (found !== undefined && !this.isIdle(found)) return found
    if (found !== undefined) this.drop(found)
    return this.hasScenario(id) ? this.add(new HostedSandbox(id, { scenario: id }, this, true)) : undefined
  }

  /** @throws {ControlError} where there is none */
  sandbox(id: string): HostedSandbox {
    const found = this.find(id)
    if (found === undefined) throw new ControlError('unknown-sandbox', id)
    return found
  }

  list(): readonly Sandbox[] {
    this.sweep()
    return [...this.sandboxes.values()]
  }

  /** The id that was probably meant. */
  nearestId(id: string): string | undefined {
    // Counted ones are all near each other, and there may be thousands.
    const chosen = [...this.sandboxes.keys()].filter((each) => !/^s\d+$/.test(each))
    return nearWord(id, [...chosen.slice(0, 1000), ...this.scenarioNames()])
  }

  listScenarios(): readonly ScenarioDescription[] {
    return this.scenarioNames().map((name) => this.scenario(name))
  }

  /** @throws {ControlError} where there is none */
  scenario(name: string): ScenarioDescription {
    const definition = this.added.get(name)?.definition ?? presetNamed(name)
    if (definition === undefined) throw new ControlError('unknown-scenario', name)
    return { name, isPreset: !this.added.has(name), ...withoutSecrets(definition) }
  }

  /**
   * Adds a scenario, or changes one; sandboxes that have it behave so from now on.
   * @throws {OptionError} with everything that is wrong
   * @throws {ControlError} for the name of a preset
   */
  defineScenario(name: string, definition: ScenarioDefinition): ScenarioDescription {
    if (presetNamed(name) !== undefined) throw new ControlError('preset-scenario', name)
    const expected = refusedName(name)
    if (expected !== undefined) throw new OptionError([{ path: 'name', received: JSON.stringify(name), expected }])
    if (this.sandboxes.has(name) && !this.added.has(name)) throw new ControlError('sandbox-exists', name)
    const scenario = scenarioOf(name, definition)
    resolveOptions(scenario.settings, this.base)
    const former = this.added.get(name)
    this.added.set(name, scenario)
    if (former !== undefined) this.refresh(former)
    return this.scenario(name)
  }

  /** @throws {ControlError} for a preset, or where there is none */
  removeScenario(name: string): void {
    if (presetNamed(name) !== undefined) throw new ControlError('preset-scenario', name)
    if (!this.added.has(name)) throw new ControlError('unknown-scenario', name)
    const scenario = this.added.get(name)
    const users = [...this.sandboxes.values()].filter(({ world }) => world.scenario === scenario)
    const user = users.find(({ isScenarios }) => !isScenarios)
    if (user !== undefined) throw new ControlError('scenario-in-use', user.id)
    this.added.delete(name)
    for (const own of users) this.drop(own)
  }

  close(): void {
    this.objects.close()
    for (const { world } of this.sandboxes.values()) world.close()
  }

  // What a sandbox needs of the server that has it.

  baseUrlOf(prefix: string): string {
    return this.baseUrl + prefix
  }

  behaviourOf({ scenario: chosen, ...settings }: SandboxOptions): Behaviour {
    const scenario = this.scenarioBehind(chosen)
    const layer = scenario === undefined ? this.base : resolveOptions(scenario.settings, this.base)
    return { scenario, settings: resolveOptions(settings, layer) }
  }

  remove(sandbox: HostedSandbox): void {
    if (this.sandboxes.get(sandbox.id) !== sandbox) return
    this.sandboxes.delete(sandbox.id)
    if (!sandbox.isScenarios) this.ownCount--
  }

  private scenarioBehind(chosen: SandboxOptions['scenario']): Scenario | undefined {
    if (chosen === undefined) return undefined
    if (typeof chosen === 'object' && chosen !== null) {
      const known = this.writtenDown.get(chosen) ?? scenarioOf('custom', chosen, 'scenario')
      this.writtenDown.set(chosen, known)
      return known
    }
    const found = this.added.get(chosen) ?? preset(chosen)
    if (found !== undefined) return found
    const [received, expected, nearest] = unknownScenario(String(chosen), this.scenarioNames())
    throw new OptionError([{ path: 'scenario', received, expected, ...(nearest !== undefined && { nearest }) }])
  }

  scenarioNames(): readonly string[] {
    return [...presetNames, ...this.added.keys()]
  }

  private hasScenario(name: string): boolean {
    return this.added.has(name) || presetNamed(name) !== undefined
  }

  private add(sandbox: HostedSandbox): HostedSandbox {
    this.sandboxes.set(sandbox.id, sandbox)
    if (!sandbox.isScenarios) this.ownCount++
    return sandbox
  }

  private nextSandboxId(): string {
    for (;;) {
      const id = `s${++this.made}`
      if (!this.sandboxes.has(id) && !this.hasScenario(id)) return id
    }
  }

  /** Sandboxes that have the scenario behave as it says now. */
  private refresh(former: Scenario): void {
    for (const sandbox of this.sandboxes.values()) if (sandbox.world.scenario === former) sandbox.refresh()
  }

  private isIdle({ id, usedAt, world }: HostedSandbox): boolean {
    if (id === defaultSandboxId || world.isBusy) return false
    return this.shared.machineClock.now() - usedAt > this.base.limits.sandboxIdleMs
  }

  /** Ends idle sandboxes. There may be thousands, so they are not looked at more often than every so often. */
  private sweep(): void {
    const now = this.shared.machineClock.now()
    if (now < this.sweepAt) return
    this.sweepAt = now + Math.min(60_000, this.base.limits.sandboxIdleMs / 4)
    for (const sandbox of this.sandboxes.values()) if (this.isIdle(sandbox)) this.drop(sandbox)
  }

  private drop(sandbox: HostedSandbox): void {
    this.remove(sandbox)
    sandbox.world.close()
  }
}

/** Of the server's options those that a sandbox has. */
function sandboxSettingsOf(options: MockOptions): SandboxSettings {
  return Object.fromEntries(Object.entries(options).filter(([name]) => Object.hasOwn(sandboxMembers, name)))
}

/** As it may be shown. */
function withoutSecrets(definition: ScenarioDefinition): ScenarioDefinition {
  const { apiKeys } = definition
  return apiKeys === undefined
    ? definition
    : { ...definition, apiKeys: apiKeys.map(({ id }) => ({ id, secret: mask })) }
}
