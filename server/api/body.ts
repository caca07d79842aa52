import type { BodyParameter } from '../../contracts/contract.ts'
import { type Problem, problems } from '../problems.ts'

/** The body parameters, or what is wrong with the body. */
export type ParsedBody = { readonly parameters: Readonly<Record<string, boolean>> } | { readonly problem: Problem }

/**
 * Reads the JSON body of a download.
 * @param text empty where there is no body
 * @param validation `lenient` takes any media type, and a parameter's zero value for whatever is missing or wrong
 */
export function parseBody(
  text: string,
  contentType: string | undefined,
  expected: readonly BodyParameter[],
  validation: 'strict' | 'lenient',
): ParsedBody {
  const read = readObject(text, validation === 'lenient' ? undefined : contentType)
  if ('problem' in read && validation === 'strict') return read
  const fields: Readonly<Record<string, unknown>> = 'fields' in read ? read.fields : {}
  const parameters: Record<string, boolean> = {}
  for (const parameter of expected) {
    const { name, type, required } = parameter
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (typeof value === 'boolean') parameters[name] = value
    else if (validation === 'lenient' || (value === undefined && !required)) parameters[name] = parameter.whenMissing
    else {
      const example = JSON.stringify({ [name]: parameter.example })
      const received = text === '' ? 'no body' : `a body with ${listOf(Object.keys(fields))}`
      return {
        problem:
          value === undefined
            ? problems['missing-field'](name, `a ${type}`, example, received)
            : problems['wrong-type'](name, value, `a ${type}: true or false`, example),
      }
    }
  }
  return { parameters }
}

type ReadObject = { readonly fields: Readonly<Record<string, unknown>> } | { readonly problem: Problem }

/** No body counts as an empty object: the documentation's own sample for a dataset without parameters sends none. */
function readObject(text: string, contentType: string | undefined): ReadObject {
  if (text === '') return { fields: {} }
  if (contentType !== undefined && !isJson(contentType))
    return { problem: problems['unsupported-media-type'](contentType) }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { problem: problems['body-not-json'](text, whereJsonEnds(error)) }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { problem: problems['body-not-object'](value) }
  }
  return { fields: value as Record<string, unknown> }
}

function isJson(contentType: string): boolean {
  return /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(contentType.trim())
}

function listOf(names: readonly string[]): string {
  if (names.length === 0) return 'no fields'
  return `the fields ${names
    .slice(0, 10)
    .map((name) => JSON.stringify(name.slice(0, 40)))
    .join(', ')}`
}

/** Where parsing stopped; the parser's own message quotes the body, which may hold a secret or control characters. */
function whereJsonEnds(error: unknown): string {
  const [, position] = /at position (\d+)/.exec(String(error)) ?? []
  return position === undefined ? 'it ends too early or begins wrongly' : `it goes wrong at character ${position}`
}
