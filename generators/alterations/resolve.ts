import { oneOf, wholeNumber, wrong } from '../checks.ts'
import type { OptionSchema, OptionSchemas } from './alteration.ts'
import { alterationNames, alterations, type ResolvedAlteration } from './index.ts'

/** More than any scenario needs, and few enough that a spec from a stranger cannot make millions of columns. */
const most = 16

/**
 * The alterations with every option filled in.
 * @throws {TypeError} for a value of the wrong type
 * @throws {RangeError} for a value that is not among those expected, or an unknown name
 */
export function resolveAlterations(given: unknown): readonly ResolvedAlteration[] {
  if (!Array.isArray(given)) throw wrong('alterations', given, 'array', 'a list')
  if (given.length > most) throw wrong('the length of alterations', given.length, 'number', `at most ${most}`)
  return Array.from(given, (spec: unknown, at) => resolveAlteration(`alterations[${at}]`, spec))
}

function resolveAlteration(name: string, spec: unknown): ResolvedAlteration {
  if (!isRecord(spec)) throw wrong(name, spec, 'record', 'an object')
  const { alteration, ...given } = spec
  const known = alterationNames.find((it) => it === alteration)
  if (known === undefined) throw wrong(`${name}.alteration`, alteration, 'string', oneOf(alterationNames))
  const options: OptionSchemas = alterations[known].options
  const unknown = Object.keys(given).find((key) => !Object.hasOwn(options, key))
  if (unknown !== undefined) {
    throw wrong(`a member of ${name}`, unknown, 'string', oneOf(['alteration', ...Object.keys(options)]))
  }
  const values = Object.entries(options).map(([key, schema]) => [
    key,
    optionValue(`${name}.${key}`, given[key], schema),
  ])
  return { alteration: known, ...Object.fromEntries(values) } as ResolvedAlteration
}

function optionValue(name: string, given: unknown, schema: OptionSchema): string | number {
  if (given === undefined) return schema.default
  if (schema.type === 'integer') return wholeNumber(name, given, schema.minimum, schema.maximum)
  if ('enum' in schema) return choice(name, given, schema.enum)
  return text(name, given, schema.minLength, schema.maxLength)
}

function choice(name: string, given: unknown, choices: readonly string[]): string {
  if (typeof given === 'string' && choices.includes(given)) return given
  throw wrong(name, given, 'string', oneOf(choices))
}

function text(name: string, given: unknown, least: number, most: number): string {
  if (typeof given === 'string' && isBetween([...given].length, least, most)) return given
  throw wrong(name, given, 'string', `a text of ${least} to ${most} characters`)
}

function isBetween(length: number, least: number, most: number): boolean {
  return length >= least && length <= most
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
