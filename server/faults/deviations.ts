import { Draw } from '../../generators/draw.ts'
import { type Export, useOf } from '../exports/export-store.ts'
import type { AnyFault, FaultContext, FaultPhase, Memory } from './fault.ts'
import { selects, type When } from './when.ts'

/** A fault, and when it acts. */
export interface Deviation {
  readonly fault: AnyFault
  readonly options: object
  /** Which calls of the sandbox, or which polls or downloads of an export. */
  readonly when: When
  /** Which exports of the sandbox, in the order of their POSTs. */
  readonly ofExports: When
}

export type DeviationsByPhase = { readonly [P in FaultPhase]: readonly Deviation[] }

export const noDeviations: DeviationsByPhase = { call: [], poll: [], download: [] }

/** A deviation whose time it is, with what it remembers. */
export interface Acting extends Deviation {
  readonly context: FaultContext
}

/** The deviations of one sandbox. Which of them act on an exchange follows from the seed and what is counted alone. */
export class Deviations {
  private readonly byPhase: DeviationsByPhase
  private readonly seed: number
  private readonly callMemory = new Map<object, number>()

  constructor(byPhase: DeviationsByPhase, seed: number) {
    this.byPhase = byPhase
    this.seed = seed
  }

  /** Whether there is any in this phase: most sandboxes have none, and then nothing has to be asked. */
  has(phase: FaultPhase): boolean {
    return this.byPhase[phase].length > 0
  }

  /**
   * Those that act on one exchange, in the order in which the scenario lists them.
   * @param n which call of the sandbox, or which poll or download of the export it is, counted from 1
   */
  acting(n: number, exchange: Omit<FaultContext, 'memory'>): readonly Acting[] {
    const { phase, found } = exchange
    return this.byPhase[phase].flatMap((deviation, index) => {
      const { fault, options, when, ofExports } = deviation
      const context = { ...exchange, memory: this.memoryOf(deviation, found) }
      const stream = `faults/${phase}/${index}`
      const ordinal = found?.ordinal ?? 0
      const isMeant =
        (found === undefined || selects(ofExports, ordinal, () => this.chance(`${stream}/exports`, ordinal))) &&
        (selects(when, n, () => this.chance(`${stream}/${ordinal}`, n)) || fault.holds?.(context, options) === true)
      return isMeant ? [{ ...deviation, context }] : []
    })
  }

  private chance(stream: string, n: number): number {
    return (new Draw(this.seed, stream).at(n).bits() >>> 0) / 2 ** 32
  }

  /** By the deviation itself, so that another scenario's remember nothing of it. */
  private memoryOf(deviation: Deviation, found: Export | undefined): Memory {
    const memory = () => {
      if (found === undefined) return this.callMemory
      const use = useOf(found)
      use.memory ??= new Map()
      return use.memory
    }
    return { get: () => memory().get(deviation), set: (value) => void memory().set(deviation, value) }
  }
}
