import type { CsvFileSpec } from '../../generators/index.ts'
import type { Answer } from '../delivery/answer.ts'
import type { Acting } from './deviations.ts'

/** An answer, and the names of the faults that had a part in it. */
export interface Faulty {
  readonly answer: Answer
  readonly faults: readonly string[]
}

/**
 * The answer to an exchange on which faults act.
 * @param usual what the service would say, about the file that it is given to understand
 */
export async function answerWithFaults(
  acting: readonly Acting[],
  usual: (changed: (spec: CsvFileSpec) => CsvFileSpec) => Answer | Promise<Answer>,
): Promise<Faulty> {
  const faults = new Set<string>()
  for (const { fault, options, context } of acting) {
    if (fault.effect === undefined || context.found === undefined) continue
    fault.effect(context.exports, context.found, options)
    faults.add(fault.name)
  }
  const instead = acting.find(({ fault }) => fault.answer !== undefined)
  if (instead !== undefined) faults.add(instead.fault.name)
  let answer: Answer =
    instead?.fault.answer?.(instead.context, instead.options) ??
    (await usual((spec) =>
      acting.reduce((changed, { fault, options }) => {
        if (fault.spec !== undefined) faults.add(fault.name)
        return fault.spec?.(changed, options) ?? changed
      }, spec),
    ))
  for (const { fault, options, context } of acting) {
    const altered: Answer = fault.alter?.(answer, options, context) ?? answer
    if (altered !== answer) faults.add(fault.name)
    answer = altered
  }
  return { answer, faults: [...faults] }
}
