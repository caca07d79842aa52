import { type ClientReportOptions, clientOptionMembers, clientReportShape } from '../judging/client-options.ts'
import { asDuration, check } from '../shapes/index.ts'
import type { Flag, Flags, GivenFlags } from './command.ts'

/** What a client is judged by, where the documentation gives no number: a flag for each. */
export const clientFlags: Flags = Object.fromEntries(
  Object.entries(clientOptionMembers).map(([name, { description, unit, default: absent }]): [string, Flag] => {
    const isDuration = unit === 'ms'
    const shown = isDuration ? asDuration(Number(absent)) : String(absent)
    return [
      flagOf(name),
      {
        value: isDuration ? 'DURATION' : 'N',
        description: `Judge by this ${description}.`,
        default: shown,
        sets: [name],
      },
    ]
  }),
)

/** @throws {OptionError} with everything that is wrong with them */
export function clientOptionsFrom(given: GivenFlags): ClientReportOptions {
  const options = Object.entries(clientOptionMembers).flatMap(([name, { unit }]) => {
    const text = given.get(flagOf(name))?.values[0]
    if (text === undefined) return []
    return [[name, unit !== 'ms' && /^\d+$/.test(text) ? Number(text) : text] as const]
  })
  check(clientReportShape, Object.fromEntries(options))
  return Object.fromEntries(options)
}

/** `min-gap` for `minGap`. */
function flagOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
