import type { IncomingHttpHeaders } from 'node:http'
import { keyChecker } from '../api/api-keys.ts'
import type { Clock } from '../clock.ts'
import { ExportStore } from '../exports/export-store.ts'
import type { ObjectStore } from '../exports/stored-object.ts'
import { Deviations, noDeviations } from '../faults/deviations.ts'
import type { NextId } from '../ids.ts'
import type { ExchangeRecord } from '../journal/exchange-record.ts'
import { Journal, type JournalSpace } from '../journal/journal.ts'
import type { Settings } from '../options.ts'
import type { Places } from '../places.ts'
import type { Problem } from '../problems.ts'
import type { Scenario } from '../scenarios/scenario.ts'
import { SandboxClock } from './sandbox-clock.ts'
import { type Period, UnderWayCount } from './under-way-count.ts'

/** What all sandboxes of a server share. */
export interface Shared {
  readonly machineClock: Clock
  readonly nextId: NextId
  readonly objects: ObjectStore
  readonly exportPlaces: Places<ExportStore>
  readonly journalSpace: JournalSpace
  /** How many downloads are being made while they are sent; what is kept encoded is handed over at once. */
  readonly downloads: {
    active: number
    /** Answers that are not handed over at once, to see how far they are. */
    readonly sending: Set<Sending>
  }
}

export interface Sending {
  readonly world: World
  readonly exchange: ExchangeRecord
}

/** How a sandbox behaves. */
export interface Behaviour {
  readonly settings: Settings
  readonly scenario: Scenario | undefined
}

/** All that happens in a sandbox, from one reset to the next. */
export class World {
  readonly clock: SandboxClock
  readonly exports: ExportStore
  readonly journal: Journal
  readonly downloads: Shared['downloads']
  private behaviour: Behaviour
  private chosenDeviations: Deviations
  private checkKey: ReturnType<typeof keyChecker>
  /** Calls since the scenario was set. */
  private calls = 0
  private readonly underWay = new UnderWayCount()
  private end: AbortController | undefined
  private isOver = false

  constructor(id: string, behaviour: Behaviour, shared: Shared) {
    const { settings } = behaviour
    this.behaviour = behaviour
    this.clock = new SandboxClock(shared.machineClock, settings.clock)
    this.exports = new ExportStore(settings, this.clock, shared.nextId, shared.exportPlaces)
    this.journal = new Journal(id, shared.journalSpace)
    this.downloads = shared.downloads
    this.chosenDeviations = deviationsOf(behaviour)
    this.checkKey = keyChecker(settings.apiKeys)
  }

  get settings(): Settings {
    return this.behaviour.settings
  }

  get scenario(): Scenario | undefined {
    return this.behaviour.scenario
  }

  get deviations(): Deviations {
    return this.chosenDeviations
  }

  /** Behaves otherwise from now on. Exports keep the terms that they were born under; another scenario counts from 1. */
  behave(behaviour: Behaviour): void {
    const isOtherScenario = behaviour.scenario !== this.behaviour.scenario
    const isOtherSeed = behaviour.settings.seed !== this.behaviour.settings.seed
    this.behaviour = behaviour
    this.exports.use(behaviour.settings)
    this.checkKey = keyChecker(behaviour.settings.apiKeys)
    if (isOtherScenario || isOtherSeed) this.chosenDeviations = deviationsOf(behaviour)
    if (!isOtherScenario) return
    this.calls = 0
    this.exports.recount()
  }

  keyProblem(headers: IncomingHttpHeaders): Problem | undefined {
    return this.checkKey(headers)
  }

  /** Whether a text is the secret of an API key, wherever a client has put it. */
  isSecret(text: string): boolean {
    return this.settings.apiKeys.some(({ secret }) => secret === text)
  }

  /** @returns which call it is, counted from 1 */
  countCall(): number {
    return ++this.calls
  }

  /** @returns what to give to `conclude` */
  begin(): Period {
    return this.underWay.begin()
  }

  /** Puts an exchange that is over into the journal. */
  conclude(exchange: ExchangeRecord, period: Period): void {
    exchange.endedAt = this.clock.now()
    if (!this.isOver) this.journal.add(exchange)
    this.underWay.end(period)
  }

  get isBusy(): boolean {
    return !this.underWay.isNone
  }

  /** Resolves when all exchanges that are under way now are over. */
  settled(): Promise<void> {
    return this.underWay.settled()
  }

  /** Aborts when the world ends. Made when it is first asked for: a controller is large, and most worlds need none. */
  get ended(): AbortSignal {
    this.end ??= new AbortController()
    if (this.isOver) this.end.abort()
    return this.end.signal
  }

  get hasEnded(): boolean {
    return this.isOver
  }

  /**
   * Ends it: answers that are being sent break off, those that are still to come will, and nothing is remembered. It
   * waits for nobody: a request may take as long to arrive as its client likes.
   */
  close(): void {
    this.isOver = true
    this.end?.abort()
    this.exports.clear()
    this.journal.clear()
  }
}

function deviationsOf({ scenario, settings }: Behaviour): Deviations {
  return new Deviations(scenario?.deviations ?? noDeviations, settings.seed)
}
