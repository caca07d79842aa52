import { setTimeout } from 'node:timers/promises'
import type { Report } from '../../../contracts/contract.ts'
import type { ReportDocument } from '../../../contracts/report/json.ts'
import type { ConfigOptions } from '../../config/config-shape.ts'
import { commandDefaults, mockOptionsIn } from '../../config/config-shape.ts'
import type { ApiKey, Settings } from '../../options.ts'
import type { SandboxDescription } from '../../sandboxes/sandbox.ts'
import { listen } from '../listen.ts'
import { type Access, ask, type BaseUrl, refusalOf } from '../running-mock.ts'

export type ClientEnd = 'succeeded' | 'failed'

/** Where a demonstration is played. */
export interface Stage extends AsyncDisposable {
  readonly baseUrl: string
  readonly scenario: string | null
  /** How many times as fast as the machine's clock time passes. */
  readonly speed: number
  readonly notes: readonly string[]
  readonly readings: Partial<Settings['readings']>
  /** A key that is accepted there, where that is known. */
  readonly apiKey?: ApiKey | undefined
  /** Judges the client, once it has ended so; `undefined` where there is no judge. */
  report(end: ClientEnd): Promise<Report | undefined>
}

/** A mock of its own on a free port, which ends with the demonstration. @throws {OptionError} */
export async function ownStage(options: ConfigOptions, speed: number): Promise<Stage> {
  const clock = speed === 1 ? 'real' : { scale: speed }
  // The client is beside it: where others would reach it does not matter.
  const { publicUrl: _, ...mockOptions } = mockOptionsIn(options)
  const server = await listen({ ...mockOptions, clock, host: commandDefaults.host, port: 0 })
  const { root } = server
  const { scenario, readings } = root.describe()
  // A scenario may have a clock of its own.
  root.clock.run(clock)
  const summary = server.scenarios().find(({ name }) => name === scenario)?.summary
  return {
    baseUrl: server.baseUrl,
    scenario,
    speed,
    notes: summary === undefined ? [] : [`The service: ${summary}`],
    readings,
    apiKey: options.apiKeys?.[0],
    async report(outcome) {
      await root.settled()
      return root.report({ outcome })
    },
    [Symbol.asyncDispose]: () => server.close(),
  }
}

/**
 * A service that runs. Where it is a mock, it judges.
 * @throws {Failure} where nothing answers, or a mock does not let itself be asked
 */
export async function givenStage({ baseUrl, adminUrl, sandbox }: BaseUrl, access: Access): Promise<Stage> {
  const url = `${adminUrl}/sandboxes/${encodeURIComponent(sandbox)}`
  const described = (await isMock(adminUrl, access)) ? await description(url, access) : undefined
  const common = { baseUrl, [Symbol.asyncDispose]: async () => undefined }
  if (described === undefined) {
    return { ...common, scenario: null, speed: 1, notes: [], readings: {}, report: async () => undefined }
  }
  const { scenario, clock, exchanges, readings } = described
  const before = exchanges === 1 ? 'one exchange before, which is' : `${exchanges} exchanges before, which are`
  return {
    ...common,
    scenario,
    speed: clock.scale || 1,
    notes: [
      ...(exchanges === 0 ? [] : [`The sandbox has had ${before} judged too.`]),
      ...(clock.mode === 'manual' ? ['Its clock stands still until somebody moves it.'] : []),
    ],
    readings,
    report: (outcome) => reportOf(`${url}/report?outcome=${outcome}`, access),
  }
}

async function isMock(adminUrl: string, access: Access): Promise<boolean> {
  const answer = await ask(`${adminUrl}/health`, { ...access, token: undefined })
  const health = (await answer.json().catch(() => undefined)) as { readonly status?: unknown } | null | undefined
  return answer.status === 200 && health?.status === 'ok'
}

/** @returns `undefined` where the admin API is not there: it is off, or at a port of its own */
async function description(url: string, access: Access): Promise<SandboxDescription | undefined> {
  const answer = await ask(url, access)
  if (answer.status === 200) return (await answer.json()) as SandboxDescription
  const problem = (await answer
    .clone()
    .json()
    .catch(() => undefined)) as { readonly type?: unknown } | null | undefined
  if (answer.status === 404 && String(problem?.type).endsWith(':admin-off')) return undefined
  throw await refusalOf(answer, url)
}

/** So often a report that speaks of a breach is asked for, in case that an exchange was not over for the mock by then. */
const mostReports = 5
const pauseMs = 100

async function reportOf(url: string, access: Access): Promise<Report | undefined> {
  for (let asked = 1; ; asked++) {
    const answer = await ask(url, access)
    if (answer.status !== 200) throw await refusalOf(answer, url)
    const { outcome, reports } = (await answer.json()) as ReportDocument
    if (outcome !== 'broken' || asked === mostReports) return reports[0]
    await setTimeout(pauseMs, undefined, { signal: access.signal })
  }
}
