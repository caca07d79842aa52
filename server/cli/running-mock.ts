import { failureOf } from '../../contracts/provider/http/failure.ts'
import { printable } from '../../contracts/report/text/printable.ts'
import { defaultSandboxId } from '../sandboxes/reserved-ids.ts'
import { environmentName } from './arguments.ts'
import { Failure, UsageError } from './command.ts'

/** A base URL taken apart: that of a mock ends in `/~<id>` where it is a sandbox other than the default one. */
export interface BaseUrl {
  /** Without a slash at its end. */
  readonly baseUrl: string
  /** What a mock would be steered at. */
  readonly adminUrl: string
  readonly sandbox: string
}

/**
 * @param from the flag, or its variable, that the text was given by
 * @throws {UsageError} for what is no http or https URL, or says more than where a service lives
 */
export function readBaseUrl(text: string, from: string): BaseUrl {
  const wrong = (received: string) =>
    new UsageError(
      `Received ${received} for ${from}; expected where the service lives, such as http://127.0.0.1:4610 or http://127.0.0.1:4610/~my-sandbox.`,
    )
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) throw wrong(JSON.stringify(text))
  const { origin, pathname, search, hash, username, password } = new URL(text)
  if (username !== '' || password !== '') throw wrong('a URL with a user name or a password')
  if (search !== '' || hash !== '') throw wrong('a URL with a query or a fragment')
  const baseUrl = origin + pathname.replace(/\/+$/, '')
  const [, root = baseUrl, id] = /^(.*?)\/~(.+)$/.exec(baseUrl) ?? []
  return { baseUrl, adminUrl: `${root}/__mock`, sandbox: id === undefined ? defaultSandboxId : decoded(id) }
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

/** How the admin API of a mock that runs is asked. */
export interface Access {
  readonly token: string | undefined
  readonly signal: AbortSignal
}

/**
 * Asks the admin API. The answer may have any status.
 * @throws {Failure} where none comes
 */
export async function ask(
  url: string,
  { token, signal }: Access,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
  try {
    return await fetch(url, { headers: { ...headers, ...authorization }, signal, redirect: 'manual' })
  } catch (error) {
    throw new NoConnection(new URL(url).host, (error as Error).cause ?? error)
  }
}

/** Nothing answers there. */
export class NoConnection extends Failure {
  constructor(host: string, cause: unknown) {
    super(
      `${failureOf(cause, host).sentence} Start the mock (balkanid-mock), or name the one that runs with --base-url.`,
    )
  }
}

/** Why the admin API has refused something, and how to mend it. */
export async function refusalOf(answer: Response, url: string): Promise<Failure> {
  const { status } = answer
  if (status === 401) {
    return new Failure(
      `${url} wants a token (401). Give it with --admin-token or ${environmentName('admin-token')}; the mock prints it when it starts.`,
    )
  }
  const problem = await problemIn(answer)
  if (problem === undefined) {
    return new Failure(
      `${url} answered ${status}; expected what a mock answers. Is another server there? --base-url names the mock, at the port of --admin-port where it has one.`,
    )
  }
  return new Failure(printable(`${url} answered ${status}. ${problem.detail}`))
}

interface Problem {
  readonly type: string
  readonly detail: string
}

async function problemIn(answer: Response): Promise<Problem | undefined> {
  const body = (await answer.json().catch(() => undefined)) as Partial<Problem> | null | undefined
  const { type, detail } = body ?? {}
  return typeof type === 'string' && typeof detail === 'string' ? { type, detail } : undefined
}
