import { type Problem, problem, quote } from '../problems.ts'
import type { ControlError, ControlFault } from '../sandboxes/control-error.ts'
import type { Mistake, OptionError } from '../shapes/index.ts'

/** A problem as the mock's own paths answer it. */
export interface AdminProblem extends Problem {
  /** Everything that is wrong with what was sent, where that is more than one thing can say. */
  readonly mistakes?: readonly Mistake[]
}

/** Thrown where a call is refused; its answer is the problem. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly problem: AdminProblem

  constructor(problem: AdminProblem) {
    super(problem.detail)
    this.problem = problem
  }
}

/** What only the mock's own paths answer, or answer in other words than the emulated API. */
export const adminProblems = {
  'foreign-host': (host: string | undefined, hasToken: boolean) =>
    problem('foreign-host', {
      title: 'Not a host of the mock',
      status: 403,
      received: host === undefined ? 'a request without Host' : `Host: ${quote(host)}`,
      expected: 'an IP address, localhost, or a host that the mock was told of',
      remedy: `A web page could have made its own name lead here. If the name is yours, start the mock with --admin-host and that name${hasToken ? ', or send the token' : ''}.`,
    }),
  'cross-site': (received: string) =>
    problem('cross-site', {
      title: 'Not for other web pages',
      status: 403,
      received,
      expected: 'a request of a program, or of a page that this server itself served',
      remedy:
        'Web pages of elsewhere can neither read nor steer the mock: let a program do it, such as curl or the test.',
    }),
  'preflight-refused': (method: string) =>
    problem('preflight-refused', {
      title: 'Nothing is shared across origins',
      status: 403,
      received: `a preflight for ${quote(method)}`,
      expected: 'a request of a program, or of a page that this server itself served',
      remedy: 'There is no CORS here: let a program do it, such as curl or the test.',
    }),
  'token-required': (received: string) =>
    problem('token-required', {
      title: 'The token is missing or wrong',
      status: 401,
      received,
      expected: 'Authorization: Bearer and the token',
      remedy: 'The mock prints its token once, when it starts; --admin-token chooses one.',
    }),
  'admin-off': (method: string, path: string) =>
    problem('admin-off', {
      title: 'The admin API is off',
      status: 404,
      received: `${method} ${quote(path)}`,
      expected: 'GET /__mock/health, all that there is below /__mock here',
      remedy: 'Start the mock without --admin off. Where --admin-port moved it, ask at that port.',
    }),
  'unknown-path': (method: string, path: string, nearest: string) =>
    problem('unknown-path', {
      title: 'No such path',
      status: 404,
      received: `${method} ${quote(path)}`,
      expected: 'a path that GET /__mock lists',
      remedy: `The nearest is ${nearest}.`,
    }),
  'missing-body': (expected: string) =>
    problem('missing-body', {
      title: 'The body is missing',
      status: 400,
      received: 'no body',
      expected,
      remedy: 'Send it as JSON; GET /__mock/openapi.json describes it.',
    }),
  'unsupported-media-type': (contentType: string | undefined) =>
    problem('unsupported-media-type', {
      title: 'The body is not sent as JSON',
      status: 415,
      received: contentType === undefined ? 'a body without Content-Type' : `Content-Type: ${contentType}`,
      expected: 'Content-Type: application/json, or neither body nor Content-Type',
      remedy: 'Set the header to application/json (curl -d alone sends a form).',
    }),
  'wrong-media-type': (contentType: string | undefined, expected: string) =>
    problem('wrong-media-type', {
      title: 'The body is of another media type',
      status: 415,
      received: contentType === undefined ? 'a request without Content-Type' : `Content-Type: ${contentType}`,
      expected: `Content-Type: ${expected}`,
      remedy: `Set the header, and send the file itself as the body: curl -H 'content-type: ${expected}' --data-binary @file.csv.`,
    }),
  'body-too-large': (limit: number) =>
    problem('body-too-large', {
      title: 'The body is too large',
      status: 413,
      received: `a body of more than ${limit} bytes`,
      expected: `at most ${limit} bytes`,
      remedy: 'Send less, or start the mock with a larger limits.bodyBytes.',
    }),
  'unknown-exchange': (received: string, sandbox: string) =>
    problem('unknown-exchange', {
      title: 'No such exchange',
      status: 404,
      received: `the exchange ${quote(received)} of the sandbox ${quote(sandbox)}`,
      expected: 'the number of an exchange that is over and still kept',
      remedy: `GET /__mock/sandboxes/${sandbox}/exchanges lists them.`,
    }),
  'wrong-options': ({ mistakes }: OptionError): AdminProblem => ({
    ...problem('wrong-options', {
      title: mistakes.length === 1 ? 'What was sent is wrong' : `${mistakes.length} things that were sent are wrong`,
      status: 400,
      received: joined(mistakes, ({ received }) => received),
      expected: mistakes.length === 1 ? mistakes[0]!.expected : joined(mistakes, ({ expected }) => expected),
      remedy: remedyFor(mistakes),
    }),
    mistakes,
  }),
} satisfies Record<string, (...args: never[]) => AdminProblem>

/** More than that are listed in `mistakes` alone. */
const mostJoined = 5

function joined(mistakes: readonly Mistake[], part: (mistake: Mistake) => string): string {
  const parts = mistakes
    .slice(0, mostJoined)
    .map((mistake) => (mistake.path === '' ? part(mistake) : `${part(mistake)} for ${mistake.path}`))
  const more = mistakes.length - parts.length
  return `${parts.join('; ')}${more > 0 ? `; and ${more} more` : ''}`
}

function remedyFor(mistakes: readonly Mistake[]): string {
  const near = mistakes.slice(0, mostJoined).flatMap(({ nearest }) => nearest ?? [])
  const all = mistakes.length === 1 ? 'Correct it' : 'Correct what `mistakes` lists'
  return near.length === 0 ? `${all}.` : `${all}: the nearest is ${near.map(quote).join(', ')}.`
}

interface Meaning {
  readonly title: string
  readonly status: number
  readonly expected: string
}

const meanings: Readonly<Record<ControlFault, Meaning>> = {
  'unknown-sandbox': {
    title: 'No such sandbox',
    status: 404,
    expected: 'the id of a sandbox that exists, or the name of a scenario',
  },
  'unknown-export': { title: 'No such export', status: 404, expected: 'the id of an export of this sandbox' },
  'unknown-scenario': { title: 'No such scenario', status: 404, expected: 'the name of a scenario that exists' },
  'default-sandbox': {
    title: 'The default sandbox stays',
    status: 409,
    expected: 'another sandbox than the default one',
  },
  'preset-scenario': { title: 'The scenario is a preset', status: 409, expected: 'a scenario that was added' },
  'scenario-in-use': { title: 'The scenario is in use', status: 409, expected: 'a scenario that no sandbox has' },
  'sandbox-exists': {
    title: 'The id is taken',
    status: 409,
    expected: 'an id that neither a sandbox nor a scenario has',
  },
  'too-many-sandboxes': { title: 'Too many sandboxes', status: 409, expected: 'fewer sandboxes' },
}

/**
 * @param call what was asked for, such as `DELETE "/__mock/sandboxes/default"`
 * @param nearest what was probably meant
 */
export function controlProblem({ code, message }: ControlError, call: string, nearest?: string): Problem {
  const near = nearest === undefined ? '' : ` The nearest is ${quote(nearest)}.`
  return problem(code, { ...meanings[code], received: call, remedy: message + near })
}
