import { STATUS_CODES } from 'node:http'
import type { Answer } from '../delivery/answer.ts'
import { problemAnswer } from '../problem-answer.ts'
import { simulatedProblem } from '../problems.ts'
import { errorAnswer } from '../storage/answers.ts'
import type { FaultContext } from './fault.ts'

/** What S3 calls the errors that it has; any other is named after its status. */
const s3Errors: Readonly<Record<number, { readonly code: string; readonly message: string }>> = {
  403: { code: 'AccessDenied', message: 'Access Denied' },
  404: { code: 'NoSuchKey', message: 'The specified key does not exist.' },
  429: { code: 'TooManyRequests', message: 'Please reduce your request rate.' },
  500: { code: 'InternalError', message: 'We encountered an internal error. Please try again.' },
  503: { code: 'SlowDown', message: 'Please reduce your request rate.' },
}

/** An error of the service, as the part of it that is asked words its errors. */
export function simulatedError(
  context: FaultContext,
  status: number,
  fault: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const { phase, path } = context
  const title = STATUS_CODES[status] ?? 'Unassigned'
  const problem = `simulated-${status}`
  if (phase === 'call') {
    const answer = problemAnswer(simulatedProblem(status, title, fault))
    return { ...answer, headers: { ...answer.headers, ...headers }, problem }
  }
  const { code, message } = s3Errors[status] ?? { code: title.replaceAll(/[^A-Za-z]/g, ''), message: title }
  const hint = `Simulated by the fault ${fault}: ${status} ${title}.`
  const error = { status, code, message, details: { Resource: path }, problem, basis: 'assumed', hint } as const
  return errorAnswer(context, error, headers)
}
