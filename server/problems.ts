import { datasetSlugs, downloadPath, notEmulatedYet } from '../contracts/contract.ts'
import { nearest } from '../contracts/nearest.ts'

/** A problem as RFC 9457 has it, in three parts: what was received, what was expected, how to mend it. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  /** The three parts as one text. */
  readonly detail: string
  readonly received: string
  readonly expected: string
  readonly remedy: string
}

type Parts = Pick<Problem, 'title' | 'status' | 'received' | 'expected' | 'remedy'>

export function problem(id: string, parts: Parts): Problem {
  const { title, status, received, expected, remedy } = parts
  const detail = `Received ${received}; expected ${expected}. ${remedy}`
  return { type: `urn:balkanid-mock:problem:${id}`, title, status, detail, received, expected, remedy }
}

/** Every problem that the mock answers on the emulated API's paths and its own. Storage has errors of its own. */
export const problems = {
  'unknown-dataset': (slug: string) => {
    const isDocumented = notEmulatedYet.includes(slug)
    const best = nearest(slug, datasetSlugs)
    return problem('unknown-dataset', {
      title: isDocumented ? 'Dataset not emulated yet' : 'No such dataset',
      status: 404,
      received: `the dataset ${quote(slug)}${isDocumented ? ', which the bulk API has but this mock does not emulate yet' : ''}`,
      expected: `one of ${datasetSlugs.map(quote).join(', ')}`,
      remedy: isDocumented ? 'Use one of those for now.' : `The nearest is ${quote(best)}: POST ${downloadPath(best)}.`,
    })
  },
  'upload-not-emulated': (slug: string) =>
    problem('upload-not-emulated', {
      title: 'Uploads are not emulated yet',
      status: 404,
      received: `a request for an upload URL of ${quote(slug)}`,
      expected: `POST ${downloadPath(datasetSlugs[0]!)} or another download`,
      remedy: 'Use a download for now.',
    }),
  'unknown-sandbox': (id: string, nearest: string | undefined) =>
    problem('unknown-sandbox', {
      title: 'No such sandbox',
      status: 404,
      received: `the sandbox ${quote(id)}`,
      expected: 'the id of a sandbox that exists, or the name of a scenario',
      remedy:
        nearest === undefined
          ? 'It was deleted, or idle for too long: make another with POST /__mock/sandboxes.'
          : `The nearest is ${quote(nearest)}. Make another sandbox with POST /__mock/sandboxes.`,
    }),
  'unknown-path': (method: string, path: string) =>
    problem('unknown-path', {
      title: 'No such path',
      status: 404,
      received: `${method} ${quote(path)}`,
      expected: `POST ${datasetSlugs.map(downloadPath).join(' or ')}, a URL that such a POST answered, or GET /__mock/health`,
      remedy: 'Correct the path; replace nothing but the host of the documented URL.',
    }),
  'method-not-allowed': (method: string, path: string, allowed: readonly string[]) =>
    problem('method-not-allowed', {
      title: 'Method not allowed',
      status: 405,
      received: `${method} ${quote(path)}`,
      expected: allowed.join(' or '),
      remedy: `Send ${allowed.join(' or ')} to this path.`,
    }),
  'body-not-json': (text: string, reason: string) =>
    problem('body-not-json', {
      title: 'The body is not JSON',
      status: 400,
      received: `a body of ${Buffer.byteLength(text)} bytes that does not parse (${reason})`,
      expected: 'a JSON object in UTF-8',
      remedy: 'Serialize the body with a JSON library and send it as it is.',
    }),
  'body-not-object': (value: unknown) =>
    problem('body-not-object', {
      title: 'The body is not a JSON object',
      status: 400,
      received: describe(value),
      expected: 'a JSON object',
      remedy: 'Wrap the parameters in an object.',
    }),
  'missing-field': (name: string, expected: string, example: string, received: string) =>
    problem('missing-field', {
      title: `The body lacks ${name}`,
      status: 400,
      received,
      expected: `the field ${quote(name)}, ${expected}`,
      remedy: `Add it, as in ${example}.`,
    }),
  'wrong-type': (name: string, value: unknown, expected: string, example: string) =>
    problem('wrong-type', {
      title: `${name} has the wrong type`,
      status: 400,
      received: `${describe(value)} for the field ${quote(name)}`,
      expected,
      remedy: `Send it as in ${example}.`,
    }),
  'unsupported-media-type': (contentType: string) =>
    problem('unsupported-media-type', {
      title: 'The body is not sent as JSON',
      status: 415,
      received: `Content-Type: ${contentType}`,
      expected: 'Content-Type: application/json, or none',
      remedy: 'Set the header to application/json (curl -d alone sends a form).',
    }),
  'body-too-large': (limit: number) =>
    problem('body-too-large', {
      title: 'The body is too large',
      status: 413,
      received: `a body of more than ${limit} bytes`,
      expected: `at most ${limit} bytes`,
      remedy: 'The bulk API takes a small JSON object; send only its documented fields.',
    }),
  unauthorized: (received: string) =>
    problem('unauthorized', {
      title: 'API key not accepted',
      status: 401,
      received,
      expected: 'one of the pairs of X-Api-Key-ID and X-Api-Key-Secret that the mock was started with',
      remedy: 'Send both headers of one pair, or start the mock without --api-key to accept any.',
    }),
  'unusable-host': (field: string, value: string) =>
    problem('unusable-host', {
      title: 'The host cannot be put into a URL',
      status: 400,
      received: `${field}: ${value}`,
      expected: 'a host name or address with an optional port, such as 127.0.0.1:4610',
      remedy: 'Correct the header, or start the mock with --public-url.',
    }),
  'bad-url': (path: string) =>
    problem('bad-url', {
      title: 'The URL cannot be read',
      status: 400,
      received: quote(path),
      expected: 'a path in which each percent sign is followed by two hexadecimal digits',
      remedy: 'Encode the URL once, with a URL library.',
    }),
  'bad-request': (reason: string) =>
    problem('bad-request', {
      title: 'Not a request that HTTP allows',
      status: 400,
      received: `a request that the HTTP parser refused (${reason})`,
      expected: 'an HTTP/1.1 request',
      remedy: 'Send it with an HTTP library, or compare its bytes with RFC 9112.',
    }),
  'tls-not-spoken': () =>
    problem('tls-not-spoken', {
      title: 'TLS is not spoken here',
      status: 400,
      received: 'the beginning of a TLS connection',
      expected: 'plain HTTP',
      remedy: 'Use http:// instead of https://.',
    }),
  'header-too-large': () =>
    problem('header-too-large', {
      title: 'The header is too large',
      status: 431,
      received: 'a request header of more than 16 KiB',
      expected: 'at most 16 KiB for the request line and all fields',
      remedy: 'Send fewer or shorter header fields.',
    }),
  'request-timeout': () =>
    problem('request-timeout', {
      title: 'The request took too long to arrive',
      status: 408,
      received: 'an incomplete request',
      expected: 'a whole request within 30 seconds',
      remedy: 'Send header and body without pausing.',
    }),
  'internal-error': () =>
    problem('internal-error', {
      title: 'The mock failed',
      status: 500,
      received: 'a request that the mock could not answer',
      expected: 'that it never comes to this',
      remedy: 'This is a defect of balkanid-mock, not of the client: please report the line in its log.',
    }),
} satisfies Record<string, (...args: never[]) => Problem>

/** An error that a scenario makes up. @param title of the status */
export function simulatedProblem(status: number, title: string, fault: string): Problem {
  return problem('simulated', {
    title,
    status,
    received: 'a call that the scenario lets fail',
    expected: 'a client that copes with it',
    remedy: `Nothing has to be mended on the server: the fault ${quote(fault)} of the sandbox's scenario answers so.`,
  })
}

/** A received value as a message shows it: by type, and whole where it is short. */
function describe(value: unknown): string {
  if (value === null) return 'null'
  const text = JSON.stringify(value)
  const shown = text.length <= 80 ? text : `${text.slice(0, 77)}...`
  return `${Array.isArray(value) ? 'an array' : `a${typeof value === 'object' ? 'n' : ''} ${typeof value}`}, ${shown}`
}

export function quote(text: string): string {
  return JSON.stringify(text.length <= 200 ? text : `${text.slice(0, 197)}...`)
}
