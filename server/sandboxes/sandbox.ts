import { setImmediate } from 'node:timers/promises'
import { type Exchange, type Report, type Table, timelineOf } from '../../contracts/contract.ts'
import type { Clock } from '../clock.ts'
import type { Export } from '../exports/export-store.ts'
import { settle } from '../exports/readiness.ts'
import type { ExchangeFilter } from '../journal/filter.ts'
import type { Har } from '../journal/har-format.ts'
import type { ClientReportOptions } from '../judging/client-options.ts'
import { clientEvidence, clientReport } from '../judging/client-report.ts'
import type { ApiKey, Duration, SandboxSettings, Settings } from '../options.ts'
import type { Origin } from '../origin.ts'
import type { ScenarioDefinition } from '../scenarios/scenario.ts'
import { check, duration, instant } from '../shapes/index.ts'
import { version } from '../version.ts'
import { ControlError } from './control-error.ts'
import { defaultSandboxId } from './reserved-ids.ts'
import type { ClockMode } from './sandbox-clock.ts'
import { clockModeShape, sandboxChangesShape } from './sandbox-shapes.ts'
import { type Behaviour, type Shared, World } from './world.ts'

/** What a sandbox can be told to be; whatever is left out is as the server was started. */
export interface SandboxOptions extends SandboxSettings {
  /** A scenario by its name, or one that is written down here. */
  readonly scenario?: string | ScenarioDefinition
}

/** As `SandboxOptions`; `null` takes an own choice back. */
export type SandboxChanges = { readonly [O in keyof SandboxOptions]?: SandboxOptions[O] | null }

/** A sandbox as it is shown; JSON-able. */
export interface SandboxDescription {
  readonly id: string
  readonly baseUrl: string
  /** Its name, or `custom` where it was written down for this sandbox alone. */
  readonly scenario: string | null
  readonly clock: ClockDescription
  readonly seed: number
  readonly rows: Settings['rows']
  readonly readiness: Settings['readiness']
  readonly urlLifetimeSeconds: number
  /** Their ids; secrets are not told. */
  readonly apiKeys: readonly string[]
  readonly dialect: Settings['dialect']
  readonly referenceTime: string
  readonly readings: Settings['readings']
  readonly bodyValidation: Settings['bodyValidation']
  readonly signedMethods: Settings['signedMethods']
  readonly beforeReady: Settings['beforeReady']
  readonly ranges: Settings['ranges']
  /** How many there are now. */
  readonly exports: number
  readonly exchanges: number
}

export interface ClockDescription {
  readonly mode: ClockMode['mode']
  /** ISO 8601, in UTC. */
  readonly now: string
  /** How many times as fast as the machine's it is; 0 where it is manual. */
  readonly scale: number
  /** How many answers wait for it to move on. */
  readonly waiting: number
}

/** An export as it is shown; JSON-able. */
export interface ExportDescription {
  readonly id: string
  readonly dataset: Export['terms']['spec']['dataset']
  readonly state: 'preparing' | 'ready' | 'expired'
  /** ISO 8601, in UTC, by the sandbox's clock. */
  readonly issuedAt: string
  /** When it became ready, or `null`. */
  readonly readyAt: string | null
  /** When its URLs expire, or did. */
  readonly expiresAt: string
  readonly readiness: Export['terms']['readiness']
  readonly parameters: Readonly<Record<string, boolean>>
  readonly rows: number
  readonly seed: number
  readonly alterations: readonly string[]
  readonly polls: number
  readonly downloads: number
}

/** What a sandbox's clock can be told. */
export interface SandboxTime {
  /** By the sandbox's clock. */
  now(): Date
  /** Moves on, and resolves when everything that falls due on the way has happened. */
  advance(by: Duration): Promise<void>
  /** Moves to an instant, also to an earlier one. */
  set(to: Date | string): Promise<void>
  /** Goes on as the machine's clock, so many times as fast, or stops where it is. */
  run(mode: 'real' | 'manual' | { readonly scale: number }): void
  /** Resolves once so many answers wait for the clock, so that advancing it lets them go on. @default 1 */
  waits(count?: number): Promise<void>
  describe(): ClockDescription
}

/** One isolated world of the mock, behind a base URL of its own. The admin API does the same over HTTP. */
export interface Sandbox extends AsyncDisposable {
  readonly id: string
  /** What a client puts in the place of `https://app.balkan.id`. */
  readonly baseUrl: string
  readonly clock: SandboxTime
  describe(): SandboxDescription
  /**
   * Behaves otherwise from now on; exports keep the terms that they were born under.
   * @throws {OptionError} with everything that is wrong
   */
  update(changes: SandboxChanges): void
  /** Begins anew as it was made: no exports, no exchanges, the clock at its start. What is under way breaks off. */
  reset(): Promise<void>
  /** Ends it. @throws {ControlError} for the default sandbox */
  delete(): Promise<void>
  exports(): readonly ExportDescription[]
  /** @throws {ControlError} where there is no such export; so do the next two */
  export(id: string): ExportDescription
  /** Makes an export ready now. */
  release(id: string): ExportDescription
  /** Lets the URLs of an export expire now. */
  expire(id: string): ExportDescription
  /** Those that are over, in the order in which they were. */
  exchanges(filter?: ExchangeFilter): readonly Exchange[]
  /** Resolves when the exchanges that are under way now are over. */
  settled(): Promise<void>
  /** Tells of each exchange once it is over, until the sandbox is reset. @returns what ends that */
  onExchange(listener: (exchange: Exchange) => void): () => void
  /** The exchanges as an HTTP Archive (HAR 1.2), which browser tools open. */
  har(filter?: ExchangeFilter): Promise<Har>
  /**
   * Judges the client by its exchanges: each rule passed, failed, was not exercised, or could not be checked.
   * @throws {OptionError} with everything that is wrong with the options
   */
  report(options?: ClientReportOptions): Report
  /** What the client did, export by export, as a small table. */
  timeline(): Table
}

/** What a sandbox needs of the server that has it. */
export interface Host {
  readonly shared: Shared
  baseUrlOf(prefix: string): string
  scenarioNames(): readonly string[]
  behaviourOf(options: SandboxOptions): Behaviour
  remove(sandbox: HostedSandbox): void
}

export class HostedSandbox implements Sandbox {
  readonly id: string
  /** What its paths begin with: nothing, or `/~<id>`. */
  readonly prefix: string
  readonly clock: SandboxTime
  world: World
  /** When a request for it last arrived, by the machine's clock. */
  usedAt: number
  /** Whether it is made anew when it is asked for again. */
  readonly isScenarios: boolean
  private options: SandboxOptions
  private readonly host: Host
  private behind: { readonly origin: Origin; readonly own: Origin } | undefined

  constructor(id: string, options: SandboxOptions, host: Host, isScenarios = false) {
    this.id = id
    this.prefix = id === defaultSandboxId ? '' : `/~${id}`
    this.options = options
    this.host = host
    this.isScenarios = isScenarios
    this.usedAt = host.shared.machineClock.now()
    this.world = new World(id, host.behaviourOf(options), host.shared)
    this.clock = sandboxTime(() => this.world)
  }

  get baseUrl(): string {
    return this.host.baseUrlOf(this.prefix)
  }

  /** Where the client stands that reaches the server at `origin`. */
  originBehind(origin: Origin): Origin {
    if (this.prefix === '') return origin
    // One for all requests of a client: its exports then share it instead of keeping one each.
    if (this.behind?.origin !== origin) {
      this.behind = { origin, own: { ...origin, prefix: origin.prefix + this.prefix } }
    }
    return this.behind.own
  }

  describe(): SandboxDescription {
    const { world, id, baseUrl } = this
    const { settings, scenario, exports, journal } = world
    const { seed, rows, readiness, urlLifetimeSeconds, apiKeys, dialect, readings } = settings
    const { bodyValidation, signedMethods, beforeReady, ranges, referenceTime } = settings
    return {
      id,
      baseUrl,
      scenario: scenario?.name ?? null,
      clock: this.clock.describe(),
      seed,
      rows,
      readiness,
      urlLifetimeSeconds,
      apiKeys: apiKeys.map((key: ApiKey) => key.id),
      dialect,
      referenceTime: referenceTime === 'clock' ? referenceTime : new Date(referenceTime).toISOString(),
      readings,
      bodyValidation,
      signedMethods,
      beforeReady,
      ranges,
      exports: exports.count,
      exchanges: journal.count,
    }
  }

  update(changes: SandboxChanges): void {
    check(sandboxChangesShape(this.host.scenarioNames()), changes)
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
    const options = Object.fromEntries(
      Object.entries({ ...this.options, ...given }).filter(([, value]) => value !== null),
    ) as SandboxOptions
    const behaviour = this.host.behaviourOf(options)
    this.options = options
    this.world.behave(behaviour)
    if ('clock' in given) this.world.clock.run(behaviour.settings.clock)
  }

  /** Behaves anew as its options say: a scenario that they name was changed. */
  refresh(): void {
    this.world.behave(this.host.behaviourOf(this.options))
  }

  async reset(): Promise<void> {
    const former = this.world
    this.world = new World(this.id, this.host.behaviourOf(this.options), this.host.shared)
    former.close()
    await setImmediate() // by then the connections have ended of what was being sent
  }

  async delete(): Promise<void> {
    if (this.id === defaultSandboxId) throw new ControlError('default-sandbox', 'delete')
    this.host.remove(this)
    this.world.close()
    await setImmediate()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.delete()
  }

  exports(): readonly ExportDescription[] {
    return this.world.exports.list().map((each) => this.describeExport(each))
  }

  export(id: string): ExportDescription {
    return this.describeExport(this.find(id))
  }

  release(id: string): ExportDescription {
    const found = this.find(id)
    this.world.exports.release(found)
    return this.describeExport(found)
  }

  expire(id: string): ExportDescription {
    const found = this.find(id)
    this.world.exports.expire(found)
    return this.describeExport(found)
  }

  exchanges(filter?: ExchangeFilter): readonly Exchange[] {
    return this.world.journal.exchanges(filter)
  }

  settled(): Promise<void> {
    return this.world.settled()
  }

  onExchange(listener: (exchange: Exchange) => void): () => void {
    return this.world.journal.subscribe(listener)
  }

  async har(filter?: ExchangeFilter): Promise<Har> {
    const { toHar } = await import('../journal/har.ts')
    return toHar(this.exchanges(filter), { version })
  }

  report(options: ClientReportOptions = {}): Report {
    return clientReport(this, options, this.host.shared.objects)
  }

  timeline(): Table {
    return timelineOf(clientEvidence(this, this.host.shared.objects))
  }

  /** What sandboxes with a real or a scaled clock go by. */
  get machineClock(): Clock {
    return this.host.shared.machineClock
  }

  /** What of an export changes in its life, found without much work. @param now milliseconds since 1970 */
  glance(
    { state, issuedAt, terms, use }: Export,
    now: number,
  ): Pick<ExportDescription, 'state' | 'polls' | 'downloads'> {
    const seen = now > expiryOf(issuedAt, terms) ? 'expired' : settle(state, terms.readiness, issuedAt, now).state
    return { state: seen, polls: use?.polls ?? 0, downloads: use?.downloads ?? 0 }
  }

  private find(id: string): Export {
    const found = this.world.exports.find(id)
    if (found === undefined) throw new ControlError('unknown-export', id)
    return found
  }

  describeExport(described: Export): ExportDescription {
    const { id, state, issuedAt, terms } = described
    const now = this.world.clock.now()
    const expiresAt = expiryOf(issuedAt, terms)
    const seen = settle(state, terms.readiness, issuedAt, now)
    const iso = (ms: number) => new Date(ms).toISOString()
    return {
      id,
      dataset: terms.spec.dataset,
      state: this.glance(described, now).state,
      issuedAt: iso(issuedAt),
      readyAt: seen.state === 'ready' ? iso(seen.at) : null,
      expiresAt: iso(seen.state === 'expired' ? seen.at : expiresAt),
      readiness: terms.readiness,
      parameters: terms.spec.parameters ?? {},
      rows: terms.spec.rows,
      seed: terms.spec.seed ?? 0,
      alterations: terms.alterations,
      polls: described.use?.polls ?? 0,
      downloads: described.use?.downloads ?? 0,
    }
  }
}

/** When its URLs expire; signatures count in whole seconds. */
function expiryOf(issuedAt: number, { urlLifetimeSeconds }: Export['terms']): number {
  return (Math.floor(issuedAt / 1000) + urlLifetimeSeconds) * 1000
}

/** Durations that a clock can be advanced by: up to some 300 years. */
const advanceShape = duration({ least: 0, most: 1e13 })

function sandboxTime(world: () => World): SandboxTime {
  return {
    now: () => new Date(world().clock.now()),
    advance: async (by) => {
      const { clock } = world()
      const ms = check(advanceShape, by, 'advance')
      check(instant(), new Date(clock.now() + ms), 'what the clock is advanced to')
      await clock.advance(ms)
    },
    set: async (to) => world().clock.set(check(instant(), to, 'set')),
    run(mode) {
      const { clock } = world()
      check(clockModeShape, mode, 'mode')
      if (mode === 'manual') clock.stop()
      else clock.run(mode === 'real' ? { mode } : { mode: 'scaled', scale: mode.scale })
    },
    waits: (count = 1) => world().clock.waits(count),
    describe() {
      const { clock } = world()
      return { mode: clock.mode, now: new Date(clock.now()).toISOString(), scale: clock.speed, waiting: clock.waiting }
    },
  }
}
