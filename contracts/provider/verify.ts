import { setTimeout as sleep } from 'node:timers/promises'
import { CsvChecker } from '../csv/checker.ts'
import { datasets } from '../datasets/index.ts'
import type { Report, Verdict } from '../report/report.ts'
import { answersOf } from './answers.ts'
import type { Observations } from './observations.ts'
import { observe } from './observe.ts'
import { type CsvJudge, checkOptions, type ProviderClock, type ProviderOptions } from './options.ts'
import { verdictOf } from './rule.ts'
import { providerRules } from './rules/index.ts'
import { seconds } from './seen.ts'
import { Session } from './session.ts'
import { type Snapshot, snapshotOf, type Tool } from './snapshot.ts'
import { withBaseHost } from './tokens.ts'

/**
 * Drives the documented flow against a service and judges what it shows. Nothing but exports is made, each limit holds,
 * and the API key goes to the POST alone. Whatever the network does becomes a verdict.
 * @returns one report a dataset, its subject the base URL. But for that, neither keys, signatures, hosts nor cells are in
 * them: each has a token, such as `host-2`, that is the same wherever the text is.
 * @throws {ProviderOptionError} before anything is sent
 * @throws the signal's reason, once it is aborted
 */
export async function verifyProvider(options: ProviderOptions): Promise<readonly Report[]> {
  return (await verified(options)).reports
}

/** The same, with a snapshot of what was seen that is safe to share. */
export async function recordProvider(
  options: ProviderOptions & { readonly tool: Tool },
): Promise<{ readonly reports: readonly Report[]; readonly snapshot: Snapshot }> {
  const { reports, observations, now } = await verified(options)
  return { reports, snapshot: snapshotOf(observations, { tool: options.tool, now }) }
}

interface Verified {
  readonly reports: readonly Report[]
  readonly observations: readonly Observations[]
  /** Milliseconds since 1970. */
  readonly now: number
}

async function verified(options: ProviderOptions): Promise<Verified> {
  const checked = checkOptions(options)
  const { clock = machineClock, checkCsv = defaultJudge, onStep = () => undefined, signal } = options
  signal?.throwIfAborted()
  const ending = new AbortController()
  // The clock that was handed in bounds the waiting, this one what sockets do.
  const timer = setTimeout(() => ending.abort(), checked.limits.totalMs)
  try {
    const session = new Session({
      ...checked,
      clock,
      checkCsv,
      onStep,
      signal: signal === undefined ? ending.signal : AbortSignal.any([signal, ending.signal]),
    })
    const observations: Observations[] = []
    for (const dataset of checked.datasets) {
      observations.push(await observe(dataset, session))
      signal?.throwIfAborted()
    }
    const reports = observations.map((each) => reportOf(each, checked.baseUrl))
    return { reports, observations, now: clock.now() }
  } finally {
    clearTimeout(timer)
  }
}

const defaultJudge: CsvJudge = (dataset) => new CsvChecker(dataset)

const machineClock: ProviderClock = {
  now: () => Date.now(),
  wait: (ms, signal) => sleep(ms, undefined, { signal }),
}

/** @param subject the base URL, which is shown; everything else is as safe as the observations are */
export function reportOf(observations: Observations, subject: string): Report {
  const dataset = datasets[observations.dataset]
  const verdicts = providerRules.map((rule) => verdictOf(rule, dataset, observations))
  return {
    judge: 'provider',
    subject,
    dataset: dataset.slug,
    verdicts: verdicts.map((verdict) => withHost(verdict, subject)),
    facts: { ...factsOf(observations), ...known(answersOf(observations, dataset)) },
  }
}

function withHost(verdict: Verdict, baseUrl: string): Verdict {
  return 'reason' in verdict ? { ...verdict, reason: withBaseHost(verdict.reason, baseUrl) } : verdict
}

function factsOf({ exports: [{ polls, end, file }], secondIsSame }: Observations): Report['facts'] {
  return {
    polls: polls.length,
    ...(end === 'ready' && { 'ready-after': seconds(polls.at(-1)!.afterMs) }),
    ...(file !== null && { bytes: file.bytes }),
    ...(file?.facts && { rows: file.facts.rows }),
    ...(secondIsSame !== null && { 'second-export': secondIsSame ? 'the same bytes' : 'other bytes' }),
  }
}

function known(answers: Readonly<Record<string, string | null>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(answers).filter((answer): answer is [string, string] => answer[1] !== null))
}
