import { problems } from '../problems.ts'
import { check, isRecord, object, optional, type Shape } from '../shapes/index.ts'
import { adminProblems, Refusal } from './problems.ts'
import type { QueryMembers } from './route.ts'

/**
 * Reads the parameters of a query.
 * @param given a list where a parameter is given more than once
 * @throws {OptionError} with everything that is wrong
 */
export function readQuery(members: QueryMembers, given: Readonly<Record<string, unknown>>): unknown {
  const shape = object(
    Object.fromEntries(
      Object.entries(members).map(([name, { shape, description }]) => [name, optional(shape, { description })]),
    ),
  )
  const values = Object.entries(given).map(([name, value]) => {
    const from = Object.hasOwn(members, name) ? members[name]!.from : undefined
    return [name, from !== undefined && typeof value === 'string' ? from(value) : value]
  })
  return check(shape, Object.fromEntries(values))
}

/** @throws {Refusal} for another media type than the one that a body is read as */
export function checkMediaType(contentType: string | undefined, expected: string): void {
  const [received] = (contentType ?? '').split(';')
  if (received!.trim().toLowerCase() === expected) return
  throw new Refusal(adminProblems['wrong-media-type'](contentType, expected))
}

/** What a state-changing call may bring along. */
export interface Expected {
  readonly shape: Shape<unknown>
  readonly isRequired: boolean
}

const nothing = object({})

/**
 * Reads a body of JSON and checks it.
 * @param text empty where there is none
 * @returns it as it was sent; an empty object where there is none
 * @throws {Refusal} where it is no JSON object, or missing
 * @throws {OptionError} with everything that is wrong with it
 */
export function readBody(text: string, contentType: string | undefined, expected: Expected | undefined): unknown {
  const isJson = contentType !== undefined && /^application\/json[ \t]*(?:;|$)/i.test(contentType.trim())
  // Pages can send a body without any media type, and then without asking for permission.
  if (!isJson && (contentType !== undefined || text !== '')) {
    throw new Refusal(adminProblems['unsupported-media-type'](contentType))
  }
  const { shape, isRequired } = expected ?? { shape: nothing, isRequired: false }
  if (text === '') {
    if (isRequired) throw new Refusal(adminProblems['missing-body'](shape.expected))
    return {}
  }
  const value = parsed(text)
  if (!isRecord(value)) throw new Refusal(problems['body-not-object'](value))
  check(shape, value)
  return value
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Refusal(problems['body-not-json'](text, whereJsonEnds(error)))
  }
}

/** Where parsing stopped; the parser's own message quotes the body, which may hold a secret. */
function whereJsonEnds(error: unknown): string {
  const [, position] = /at position (\d+)/.exec(String(error)) ?? []
  return position === undefined ? 'it ends too early or begins wrongly' : `it goes wrong at character ${position}`
}
