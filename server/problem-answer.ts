import type { Answer } from './delivery/answer.ts'
import type { Problem } from './problems.ts'

/** A problem as the emulated API answers it. */
export function problemAnswer(problem: Problem): Answer {
  const body = JSON.stringify(problem)
  return {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json',
      'x-mock-basis': 'assumed',
      'content-length': Buffer.byteLength(body),
      ...(problem.status === 401 && { 'www-authenticate': 'ApiKey realm="balkanid-mock"' }),
    },
    body,
    problem: problem.type.slice(problem.type.lastIndexOf(':') + 1),
    note: problem.detail,
  }
}
