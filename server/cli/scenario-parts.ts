import { type Alteration, alterations, type OptionSchema } from '../../generators/alterations/index.ts'
import { type FaultPhase, faultsByName } from '../faults/index.ts'
import { whenShape } from '../faults/when.ts'
import { asDuration, type Member, oneOf, type Shape, shown, text, wholeNumber } from '../shapes/index.ts'

/** An option of a fault or of an alteration. */
export interface PartOption {
  readonly name: string
  readonly description: string
  /** What it can be: `a whole number from 400 to 599`. */
  readonly expected: string
  /** What a number counts. */
  readonly unit?: string
  readonly isRequired: boolean
  readonly default?: unknown
}

interface Part {
  readonly name: string
  /** A sentence: what a client meets. */
  readonly summary: string
  readonly options: readonly PartOption[]
}

export interface FaultPart extends Part {
  /** The lists of a scenario in which it can stand. */
  readonly phases: readonly FaultPhase[]
}

export interface AlterationPart extends Part {
  /** What of the contract no longer holds. */
  readonly breaks: Alteration['breaks']
}

/** One way to say which of a row of exchanges, or of exports, are meant. */
export interface WhenForm {
  readonly form: string
  readonly description: string
}

/** What a scenario can be made of, as data. */
export interface ScenarioParts {
  readonly faults: readonly FaultPart[]
  readonly when: readonly WhenForm[]
  readonly alterations: readonly AlterationPart[]
}

export const scenarioParts: ScenarioParts = {
  faults: [...faultsByName.values()].map(({ name, summary, phases, options }) => ({
    name,
    summary,
    phases,
    options: Object.entries(options).map(([option, member]) => optionOf(option, member)),
  })),
  when: [
    { form: '"always"', description: 'Each of them; so it is where nothing is said.' },
    ...formsOf(whenShape).map(([form, { description }]) => ({ form: `{ ${form}: … }`, description })),
  ],
  alterations: Object.values<Alteration>(alterations).map(({ name, summary, breaks, options }) => ({
    name,
    summary,
    breaks,
    options: Object.entries(options).map(([option, schema]) => {
      const { description, default: absent } = schema
      return { name: option, description, expected: expectedOf(schema), isRequired: false, default: absent }
    }),
  })),
}

/** What an option can be, as a text puts it: `a whole number from 1, in bytes; 65536 by default`. */
export function limitsOf({ expected, unit, isRequired, default: absent }: PartOption): string {
  const isDuration = unit === 'ms'
  const inUnit = unit === undefined || isDuration ? '' : `, in ${unit}`
  const value = isDuration && typeof absent === 'number' ? asDuration(absent) : shown(absent)
  const otherwise = isRequired ? '; required' : absent === undefined ? '' : `; ${value} by default`
  return `${expected}${inUnit}${otherwise}`
}

function optionOf(
  name: string,
  { shape, description, unit, isRequired, default: absent }: Member<unknown>,
): PartOption {
  return {
    name,
    description,
    expected: shape.expected,
    ...(unit !== undefined && { unit }),
    isRequired,
    ...(absent !== undefined && { default: absent }),
  }
}

function expectedOf(schema: OptionSchema): string {
  if (schema.type === 'integer') return wholeNumber(schema.minimum, schema.maximum).expected
  return 'enum' in schema ? oneOf(schema.enum).expected : text(schema).expected
}

/** The members of the objects that a shape takes. */
function formsOf({ schema }: Shape<unknown>): [name: string, property: { readonly description: string }][] {
  const { anyOf = [] } = schema as {
    readonly anyOf?: readonly { readonly properties?: Readonly<Record<string, { readonly description: string }>> }[]
  }
  return anyOf.flatMap(({ properties = {} }) => Object.entries(properties))
}
