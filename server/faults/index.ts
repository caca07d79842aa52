import { delay } from './delay.ts'
import { expire } from './expire.ts'
import { type AnyFault, type FaultPhase, phases } from './fault.ts'
import { gzip } from './gzip.ts'
import { hide } from './hide.ts'
import { html } from './html.ts'
import { malformed } from './malformed.ts'
import { replaceFile } from './replace-file.ts'
import { reset } from './reset.ts'
import { slow } from './slow.ts'
import { stall } from './stall.ts'
import { status } from './status.ts'
import { throttle } from './throttle.ts'
import { truncate } from './truncate.ts'
import { vanish } from './vanish.ts'
import { wrongLength } from './wrong-length.ts'

/** Every fault there is. A new one is a file of its own and a line here. */
export const faults = [
  status,
  throttle,
  delay,
  reset,
  stall,
  slow,
  malformed,
  html,
  hide,
  expire,
  vanish,
  truncate,
  wrongLength,
  gzip,
  replaceFile,
] as const

export const faultsByName: ReadonlyMap<string, AnyFault> = new Map(
  faults.map((fault) => [fault.name, fault as unknown as AnyFault]),
)

/** Those that can act in a phase. */
export function faultsOf(phase: FaultPhase): readonly AnyFault[] {
  return [...faultsByName.values()].filter((fault) => fault.phases.includes(phase))
}

export { type AnyFault, type FaultPhase, phases }
