import { type Basis, type Dataset, openQuestions } from './dataset.ts'
import { datasets } from './datasets/index.ts'

/** A question that the documentation leaves open, what the mock does by default, and the option that changes it. */
export interface Decision {
  readonly id: string
  readonly question: string
  readonly default: string
  readonly basis: Exclude<Basis, 'documented'>
  /** The option, as the command spells it, and what it can be set to. `undefined`: there is nothing to choose. */
  readonly option?: { readonly name: string; readonly choices: string }
}

const general: readonly Decision[] = [
  {
    id: 'readiness',
    question: 'How long is a file not ready?',
    default: 'for 2 polls',
    basis: 'assumed',
    option: { name: '--not-ready-polls', choices: 'any number of polls; or `--ready-after` any duration' },
  },
  {
    id: 'header-style',
    question: 'Header row: plain names, or the starred ones of the sample?',
    default: 'plain names, as the definitions spell them',
    basis: 'assumed',
    option: { name: '--header-style', choices: '`starred`' },
  },
  {
    id: 'line-end',
    question: 'Line end?',
    default: 'LF',
    basis: 'inferred',
    option: { name: '--line-end', choices: '`crlf`' },
  },
  {
    id: 'bom',
    question: 'Byte order mark?',
    default: 'none',
    basis: 'inferred',
    option: { name: '--bom', choices: 'a UTF-8 BOM' },
  },
  {
    id: 'quoting',
    question: 'Which cells are quoted?',
    default: 'those that need it (RFC 4180)',
    basis: 'inferred',
    option: { name: '--quoting', choices: '`always`' },
  },
  {
    id: 'api-keys',
    question: 'Are API keys checked?',
    default: 'any or none is accepted',
    basis: 'assumed',
    option: { name: '--api-key', choices: 'pairs to accept; anything else then gets 401' },
  },
  {
    id: 'body-validation',
    question: 'What if the body breaks the documented schema, or is not sent as JSON?',
    default: '400 or 415, naming what was received and what was expected',
    basis: 'assumed',
    option: {
      name: '--body-validation',
      choices: '`lenient`: the media type is ignored, and what is missing or wrong counts as `false`',
    },
  },
  {
    id: 'url-lifetime',
    question: 'For how long is a pre-signed URL good?',
    default: '15 minutes from its issue',
    basis: 'assumed',
    option: { name: '--url-lifetime', choices: 'any duration up to 7 days' },
  },
  {
    id: 'signed-methods',
    question: 'Is a URL signed for one method?',
    default: '`pollingUrl` for HEAD, `url` for GET; any other gets 403',
    basis: 'inferred',
    option: { name: '--signed-methods', choices: '`any`: each works for both' },
  },
  {
    id: 'before-ready',
    question: 'GET `url` before the file is ready?',
    default: '404 `NoSuchKey`',
    basis: 'inferred',
    option: { name: '--before-ready', choices: '`403`: `AccessDenied`' },
  },
  {
    id: 'ranges',
    question: 'Are byte ranges honoured?',
    default: 'yes, one range a request',
    basis: 'assumed',
    option: { name: '--ranges', choices: '`ignored`' },
  },
  {
    id: 'expired-url',
    question: 'What does a URL get that has expired?',
    default: '403 `AccessDenied`, `Request has expired`, as from S3',
    basis: 'assumed',
  },
  {
    id: 'forbidden',
    question: 'Can a poll get 403 while the file is not there yet?',
    default: 'no, 404',
    basis: 'inferred',
    option: { name: '--scenario forbidden-until-ready', choices: '403 until it is' },
  },
  {
    id: 'throttling',
    question: 'How does the service say that it is asked too often?',
    default: 'never, unless a scenario lets it: then 429 with `Retry-After` in seconds',
    basis: 'assumed',
    option: { name: '--scenario throttled', choices: 'or the fault `throttle` with another status, or a date' },
  },
  {
    id: 'compression',
    question: 'Does the file come compressed?',
    default: 'no',
    basis: 'assumed',
    option: { name: '--scenario gzip', choices: 'with gzip, and `Content-Encoding` says so' },
  },
  {
    id: 'error-bodies',
    question: 'What do errors look like of which no body is documented?',
    default: 'from the API a JSON problem (RFC 9457), from storage the XML of S3',
    basis: 'assumed',
  },
  {
    id: 'storage',
    question: 'Whose pre-signed URLs and errors?',
    default: 'those of S3: Signature Version 4 in the query, errors as XML, `text/csv`',
    basis: 'assumed',
  },
]

/** All decisions: the general ones, then the open questions of each dataset's columns. */
export const decisions: readonly Decision[] = [
  ...general,
  ...Object.values<Dataset>(datasets).flatMap((dataset) =>
    openQuestions(dataset).map(({ id, documentation, goesBy, readings: [chosen, ...others] }) => ({
      id: `${dataset.slug}.${id}`,
      question: `\`${dataset.slug}\`: ${documentation}`,
      default: `${goesBy} (\`${chosen}\`)`,
      basis: 'assumed' as const,
      option: {
        name: `--reading ${dataset.slug}.${id}=…`,
        choices: others.map((other) => `\`${other}\``).join(', '),
      },
    })),
  ),
]
