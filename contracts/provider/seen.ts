import type { Table } from '../report/report.ts'
import { type Answered, type Came, type ExportSeen, isAnswered, isSuccess, type Poll } from './observations.ts'
import { type Look, obstacle } from './rule.ts'

// What several rules ask of observations.

/** The value of a field, safe as it is. @param name in lower case */
export function fieldIn({ fields }: Answered, name: string): string | undefined {
  return fields.find(([each]) => each === name)?.[1]
}

/** Whether an answer says nothing but that it is not given now: 429 and 503. */
export function asksForPatience({ status }: Answered): boolean {
  return status === 429 || status === 503
}

/** The answers to POSTs that succeeded, or what kept each from it. */
export function successfulCalls<T extends Look>(
  exports: readonly ExportSeen[],
  look: (answer: Answered, seen: ExportSeen) => T,
): readonly Look[] {
  return exports.map((each) => {
    if (!isAnswered(each.call)) return obstacle(each.call.sentence)
    if (!isSuccess(each.call.status)) return obstacle(`The POST was answered ${each.call.status}.`)
    return look(each.call, each)
  })
}

/** Why an export has no file that can be looked at, as a sentence. */
export function whyNoFile({ call, urls, end, polls, download }: ExportSeen): string {
  if (!isAnswered(call)) return call.sentence
  if (!isSuccess(call.status)) return `The POST was answered ${call.status}.`
  if (urls === null && call.body?.cut) return call.body.cut
  if (urls === null) return 'The answer to the POST is no JSON object.'
  if (end === null) return 'The answer to the POST has not two absolute URLs.'
  if (download !== null && !isAnswered(download)) return download.sentence
  if (download !== null && !isSuccess(download.status)) return `GET url was answered ${download.status}.`
  const last = polls.at(-1)!.came
  if (!isAnswered(last)) return last.sentence
  if (end === 'wrong-answers') return `Polling was given up at an answer of ${last.status}.`
  return `The file was not ready after ${polls.length} polls in ${seconds(polls.at(-1)!.afterMs)}. Allow for more.`
}

export function seconds(ms: number): string {
  return `${ms / 1000} s`
}

const mostRows = 12

/** Polls one below the other; of many, the last ones. */
export function pollTable(polls: readonly Poll[]): Table {
  const first = Math.max(0, polls.length - mostRows)
  return {
    columns: ['poll', 'after', 'answer'],
    rows: polls.slice(first).map(({ afterMs, came }, i) => [String(first + i + 1), seconds(afterMs), shown(came)]),
  }
}

export function shown(came: Came): string {
  return isAnswered(came) ? String(came.status) : came.failure
}
