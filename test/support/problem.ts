import { expect } from 'vitest'
import type { Problem } from '../../server/problems.ts'
import { openApiDocument } from './documented-statuses.ts'
import { schemaCheck } from './openapi.ts'

const check = schemaCheck(openApiDocument)

interface Answer {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

/**
 * The problem that an answer is. Whichever it is, it holds to its schema in openapi.yaml, agrees with the status, and
 * says in three parts what was received, what was expected and how to mend it.
 */
export function problemOf({ statusCode, headers, body }: Answer): Problem {
  expect(headers['content-type']).toBe('application/problem+json')
  const problem = JSON.parse(body) as Problem
  expect(check(openApiDocument.components!.schemas!.Problem!, problem)).toEqual([])
  expect(problem.status).toBe(statusCode)
  const { detail, received, expected, remedy } = problem
  expect(detail).toBe(`Received ${received}; expected ${expected}. ${remedy}`)
  expect([received, expected, remedy].filter((part) => part.trim() === '')).toEqual([])
  expect(remedy).toMatch(/[.)]$/)
  return problem
}

/** The last part of a problem's type, by which the catalogue knows it. */
export function idOf({ type }: Problem): string {
  return type.slice('urn:balkanid-mock:problem:'.length)
}
