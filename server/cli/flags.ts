import type { ApiKey, MockOptions } from '../options.ts'
import { defaults } from '../options.ts'
import type { StartOptions } from '../start.ts'
import type { Flags, GivenFlags } from './command.ts'

/** What decides the bytes of a file, for every command that makes some. */
export const dataFlags = {
  rows: {
    value: 'N|DATASET=N,…',
    description: 'Rows of each CSV, completed requests among them.',
    default: `${defaults.rows}`,
    sets: ['rows'],
  },
  seed: {
    value: 'N',
    description: 'Seed of the data: the same seed gives the same bytes.',
    default: `${defaults.seed}`,
    sets: ['seed'],
  },
  'reference-time': {
    value: 'TIME',
    description: 'The instant that all dates count back from, in ISO 8601: a date (in UTC), or with Z or an offset.',
    default: defaults.referenceTime,
    sets: ['referenceTime'],
  },
  'header-style': {
    value: 'plain|starred',
    description: 'Header row: the plain names, or those of the sample with a star at what is required.',
    default: defaults.dialect.header,
    sets: ['dialect.header'],
  },
  'line-end': {
    value: 'lf|crlf',
    description: 'Line end.',
    default: defaults.dialect.lineEnd,
    sets: ['dialect.lineEnd'],
  },
  bom: { description: 'Begin the file with a UTF-8 byte order mark.', sets: ['dialect.bom'] },
  quoting: {
    value: 'minimal|always',
    description: 'Quote the cells that need it, or every cell that is not blank.',
    default: defaults.dialect.quoting,
    sets: ['dialect.quoting'],
  },
  reading: {
    value: 'DATASET.ID=READING',
    multiple: true,
    description: 'Take another reading of a contradiction in the documentation (see the table of decisions).',
    sets: ['readings'],
  },
} as const satisfies Flags

/** How the mock behaves. */
export const mockFlags = {
  'not-ready-polls': {
    value: 'N|DATASET=N,…',
    description: 'How many polls of an export are answered 404.',
    default: `${defaults.notReadyPolls}`,
    sets: ['notReadyPolls'],
  },
  'ready-after': {
    value: 'DURATION|DATASET=DURATION,…',
    description: 'Ready so long after the POST instead, however often it is polled.',
    sets: ['readyAfter'],
  },
  'url-lifetime': {
    value: 'DURATION',
    description: 'How long a pre-signed URL is good, up to 168h.',
    default: defaults.urlLifetime,
    sets: ['urlLifetime'],
  },
  'public-url': {
    value: 'URL',
    description:
      'Where clients reach the mock, if not where Host says. A path in it is what a proxy strips before the request arrives.',
    sets: ['publicUrl'],
  },
  'trust-forwarded': { description: 'Believe X-Forwarded-Proto and X-Forwarded-Host.', sets: ['trustForwarded'] },
  'api-key': {
    value: 'ID:SECRET',
    multiple: true,
    description: 'Accept this API key and answer 401 to all but the given ones. Without it any or none will do.',
    sets: ['apiKeys'],
  },
  'body-validation': {
    value: 'strict|lenient',
    description: 'Refuse a body that breaks the documented schema, or make do with it.',
    default: defaults.bodyValidation,
    sets: ['bodyValidation'],
  },
  'signed-methods': {
    value: 'exact|any',
    description: 'Each URL works for the method it is signed for, or for HEAD and GET both.',
    default: defaults.signedMethods,
    sets: ['signedMethods'],
  },
  'before-ready': {
    value: '404|403',
    description: 'What GET of the url gets before the file is ready.',
    default: `${defaults.beforeReady}`,
    sets: ['beforeReady'],
  },
  ranges: {
    value: 'honoured|ignored',
    description: 'Whether byte ranges are honoured.',
    default: defaults.ranges,
    sets: ['ranges'],
  },
} as const satisfies Flags

type FlagName = keyof typeof dataFlags | keyof typeof mockFlags

/** From what was given to the options of the program. Values are checked there, so wrong ones pass through as text. */
export function optionsFrom(given: GivenFlags): MockOptions {
  const text = (name: FlagName) => given.get(name)?.values[0]
  const when = <T>(value: string | undefined, make: (value: string) => T) =>
    value === undefined ? undefined : make(value)
  const options: { [O in keyof StartOptions]: unknown } = {
    seed: when(text('seed'), numberOrText),
    referenceTime: text('reference-time'),
    dialect: defined({
      header: text('header-style'),
      lineEnd: text('line-end'),
      bom: when(text('bom'), () => true),
      quoting: text('quoting'),
    }),
    readings: when(given.get('reading')?.values.join(','), (list) => Object.fromEntries(assignments(list))),
    rows: when(text('rows'), (value) => perDataset(value, numberOrText)),
    notReadyPolls: when(text('not-ready-polls'), (value) => perDataset(value, numberOrText)),
    readyAfter: when(text('ready-after'), (value) => perDataset(value, (duration) => duration)),
    urlLifetime: text('url-lifetime'),
    publicUrl: text('public-url'),
    trustForwarded: when(text('trust-forwarded'), () => true),
    apiKeys: given.get('api-key')?.values.map(apiKey),
    bodyValidation: text('body-validation'),
    signedMethods: text('signed-methods'),
    beforeReady: when(text('before-ready'), numberOrText),
    ranges: text('ranges'),
  }
  return defined(options) as MockOptions
}

/** `12` is a number; whatever else stands there is shown as it is by the check that refuses it. */
export function numberOrText(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text
}

function perDataset<T>(text: string, parse: (value: string) => T): T | Record<string, T> {
  if (!text.includes('=')) return parse(text)
  return Object.fromEntries(assignments(text).map(([slug, value]) => [slug, parse(value)]))
}

/** `a=1,b=2`; an entry without `=` has an empty value. */
function assignments(list: string): [string, string][] {
  return list.split(',').map((entry) => {
    const at = entry.indexOf('=')
    return at === -1 ? [entry.trim(), ''] : [entry.slice(0, at).trim(), entry.slice(at + 1).trim()]
  })
}

/** The secret may hold colons, the id may not. */
function apiKey(text: string): ApiKey {
  const at = text.indexOf(':')
  return at === -1 ? { id: text, secret: '' } : { id: text.slice(0, at), secret: text.slice(at + 1) }
}

function defined<T extends object>(record: T): Partial<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Partial<T>
}
