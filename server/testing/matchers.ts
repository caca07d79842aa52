import {
  type DatasetSlug,
  datasets,
  type Outcome,
  outcomeOf,
  type Report,
  type Strictness,
} from '../../contracts/contract.ts'
import { CsvChecker, type CsvOptions } from '../../contracts/judges.ts'
import { countsOf } from '../../contracts/report/summary.ts'
import { countsText } from '../../contracts/report/wording.ts'
import type { ClientReportOptions } from '../judging/client-options.ts'
import type { Sandbox } from '../sandboxes/sandbox.ts'
import { checkDataset, checkOptions } from './arguments.ts'
import { type Context, type Matched, matched } from './matched.ts'
import { type Polling, pollingIn, pollingText } from './polling.ts'
import { bytesIn, sandboxIn } from './received.ts'
import { goodClientLines, timelineLines, verdictLines } from './shown.ts'

export type { Polling }

/** How a CSV is held against its contract. */
export type CsvContractOptions = Strictness & Pick<CsvOptions, 'now' | 'readings'>

/**
 * What can be expected of a sandbox (or of a server, whose default sandbox is then meant), and of a CSV. What cannot be
 * told, since too little has happened, fails with and without `.not`.
 */
export interface BalkanidMatchers<R = unknown> {
  /** Its client kept every rule that it exercised, and all of them could be checked. */
  toHaveFollowedTheContract(options?: ClientReportOptions & Strictness): R
  /** Its client polled each of its exports so; there was at least one, unless `times` is 0. */
  toHavePolled(polling?: Polling): R
  /** Its client sent no API key, Authorization or cookie to storage. It must have sent something there. */
  toHaveKeptSecrets(): R
  /** Its client downloaded each file that it downloaded once, or in parts that make one. It must have downloaded one. */
  toHaveDownloadedOnce(): R
  /** This text, or these bytes, are what the contract promises of the dataset. */
  toMatchContract(dataset: DatasetSlug, options?: CsvContractOptions): R
}

/**
 * For `expect.extend`.
 * @throws {TypeError} for what is neither a sandbox nor a CSV, for a dataset that there is not, and for wrong options
 * @throws {RangeError} for a reading that there is not
 */
export const matchers = {
  toHaveFollowedTheContract(this: Context, received: unknown, options: ClientReportOptions & Strictness = {}): Matched {
    const sandbox = sandboxIn(received, 'toHaveFollowedTheContract')
    checkOptions('toHaveFollowedTheContract', options)
    const { strict = false, ...judging } = options
    const report = sandbox.report(judging)
    const outcome = outcomeOf(report, { strict })
    return matched(this, {
      holds: holdsBy[outcome],
      who: clientOf(sandbox),
      deed: 'follow the contract',
      but: sumOf(report, outcome, strict),
      lines: () => [...verdictLines(report, strict), ...goodClientLines(report), ...timelineLines(sandbox)],
    })
  },

  toHavePolled(this: Context, received: unknown, polling: Polling = {}): Matched {
    const sandbox = sandboxIn(received, 'toHavePolled')
    checkOptions('toHavePolled', polling)
    const { holds, said } = pollingIn(sandbox, polling)
    return matched(this, {
      holds,
      who: clientOf(sandbox),
      deed: pollingText(polling),
      lines: () => [...said, ...timelineLines(sandbox)],
    })
  },

  toHaveKeptSecrets(this: Context, received: unknown): Matched {
    const sandbox = sandboxIn(received, 'toHaveKeptSecrets')
    return byRule(this, sandbox, 'client/keeps-secrets-from-storage', 'keep its secrets from storage')
  },

  toHaveDownloadedOnce(this: Context, received: unknown): Matched {
    const sandbox = sandboxIn(received, 'toHaveDownloadedOnce')
    return byRule(this, sandbox, 'client/downloads-once', 'download each file once')
  },

  toMatchContract(this: Context, received: unknown, dataset: DatasetSlug, options: CsvContractOptions = {}): Matched {
    const bytes = bytesIn(received, 'toMatchContract')
    checkDataset(dataset)
    checkOptions('toMatchContract', options)
    const { strict = false, ...checking } = options
    const checker = new CsvChecker(datasets[dataset], checking)
    checker.push(bytes)
    const report = checker.end()
    const outcome = outcomeOf(report, { strict })
    return matched(this, {
      holds: holdsBy[outcome],
      who: `a CSV of ${bytes.length} bytes`,
      deed: `match the contract of ${JSON.stringify(dataset)}`,
      but: sumOf(report, outcome, strict),
      lines: () => verdictLines(report, strict),
    })
  },
}

const holdsBy: Readonly<Record<Outcome, boolean | undefined>> = {
  kept: true,
  broken: false,
  'could-not-check': undefined,
  'nothing-checked': undefined,
}

const sums: Readonly<Record<Outcome, string>> = {
  kept: 'it did',
  broken: 'it did not',
  'could-not-check': 'that cannot be told',
  'nothing-checked': 'there was nothing to check',
}

/** `it did not: 4 failed, 10 not exercised, 10 passed`. */
function sumOf({ verdicts }: Report, outcome: Outcome, strict: boolean): string {
  return `${sums[outcome]}: ${countsText(countsOf(verdicts, strict))}${strict ? '; warnings count as failures' : ''}`
}

function byRule(context: Context, sandbox: Sandbox, id: string, deed: string): Matched {
  const whole = sandbox.report()
  const report = { ...whole, verdicts: whole.verdicts.filter(({ rule }) => rule.id === id) }
  const idle = report.verdicts.flatMap((verdict) => (verdict.result === 'not-exercised' ? [verdict.reason] : []))
  return matched(context, {
    holds: holdsBy[outcomeOf(report)],
    who: clientOf(sandbox),
    deed,
    lines: () => [...idle, ...verdictLines(report), ...timelineLines(sandbox)],
  })
}

function clientOf({ id }: Sandbox): string {
  return `the client of sandbox ${id}`
}
