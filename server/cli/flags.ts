import { type CommandOptions, commandDefaults, logLevels } from '../config/config-shape.ts'
import { type ApiKey, defaults } from '../options.ts'
import type { Flag, Flags, GivenFlags } from './command.ts'

export const configFlag = {
  value: 'FILE',
  description: 'Config file. By itself, balkanid-mock.config.json, .yaml or .yml is found in the current folder.',
  sets: [],
} as const satisfies Flag

export const outFlag = {
  value: 'FILE',
  short: 'o',
  description: 'Write to a file; `-` is stdout. By itself exec writes to stderr, so that its command has stdout.',
  default: '-',
  sets: [],
} as const satisfies Flag

/** Where a client goes; what a command does without it is its own. */
export const baseUrlFlag = {
  value: 'URL',
  description:
    'Where the service lives, without the path of the API, such as https://app.balkan.id, or a mock, whose sandboxes are /~NAME behind it. Without it demo starts a mock, and tail looks at the usual port.',
  sets: [],
} as const satisfies Flag

export const jsonFlag = {
  description: 'Print JSON for programs instead of text: a line for all that happens, or the result.',
  sets: ['json'],
} as const satisfies Flag

/** What decides the bytes of a file, for every command that makes some. */
export const dataFlags = {
  scenario: {
    value: 'NAME',
    description:
      'Play this scenario (balkanid-mock scenarios lists them); generate takes of it what concerns the file.',
    sets: ['scenario'],
  },
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
  clock: {
    value: 'real|manual|Nx',
    description: 'How time passes: as on the machine, only when it is moved, or so many times as fast, such as 60x.',
    default: defaults.clock,
    sets: ['clock'],
    expected: '"real", "manual", or how many times as fast, such as 60x',
  },
} as const satisfies Flags

/** How the command serves. */
export const serveFlags = {
  port: {
    value: 'N',
    short: 'p',
    description: 'TCP port; 0 picks a free one.',
    default: `${commandDefaults.port}`,
    sets: ['port'],
  },
  host: {
    value: 'ADDRESS',
    description: 'Address to bind; anything but loopback lets the network in.',
    default: commandDefaults.host,
    sets: ['host'],
  },
  'log-level': {
    value: logLevels.join('|'),
    description: 'How much is logged to stderr.',
    default: commandDefaults.logLevel,
    sets: ['logLevel'],
  },
} as const satisfies Flags

/** How the mock is steered over HTTP. */
export const adminFlags = {
  admin: {
    value: 'on|off',
    description: 'Whether the mock can be steered over HTTP, below /__mock.',
    default: 'on',
    sets: ['admin.enabled'],
    expected: 'one of "on", "off"',
  },
  'admin-port': {
    value: 'N',
    description: "Steer it at a TCP port of its own instead of the mock's; 0 picks a free one.",
    sets: ['admin.port'],
  },
  'admin-token': {
    value: 'TOKEN',
    description:
      'The token of the admin API, as in Authorization: Bearer TOKEN. serve asks for it; bound to anything but loopback, one that is made up is printed at the start. demo and tail send it. The variable keeps it out of process lists.',
    sets: ['admin.token'],
  },
  'admin-host': {
    value: 'NAME',
    multiple: true,
    description: 'Steer it under this host name too, such as that of a container; an address will always do.',
    sets: ['admin.hosts'],
  },
} as const satisfies Flags

type FlagName = keyof typeof dataFlags | keyof typeof mockFlags | keyof typeof serveFlags | keyof typeof adminFlags

/** From what was given to the options of the program. Values are checked there, so wrong ones pass through as text. */
export function optionsFrom(given: GivenFlags): CommandOptions {
  const text = (name: FlagName) => given.get(name)?.values[0]
  const when = <T>(value: string | undefined, make: (value: string) => T) =>
    value === undefined ? undefined : make(value)
  const isTrue = (value: string) => value === 'true'
  const options: { [O in keyof CommandOptions]: unknown } = {
    seed: when(text('seed'), numberOrText),
    referenceTime: text('reference-time'),
    dialect: orNothing({
      header: text('header-style'),
      lineEnd: text('line-end'),
      bom: when(text('bom'), isTrue),
      quoting: text('quoting'),
    }),
    readings: when(given.get('reading')?.values.join(','), (list) => Object.fromEntries(assignments(list))),
    rows: when(text('rows'), (value) => perDataset(value, numberOrText)),
    notReadyPolls: when(text('not-ready-polls'), (value) => perDataset(value, numberOrText)),
    readyAfter: when(text('ready-after'), (value) => perDataset(value, (duration) => duration)),
    urlLifetime: text('url-lifetime'),
    publicUrl: text('public-url'),
    trustForwarded: when(text('trust-forwarded'), isTrue),
    apiKeys: given.get('api-key')?.values.map(apiKey),
    bodyValidation: text('body-validation'),
    signedMethods: text('signed-methods'),
    beforeReady: when(text('before-ready'), numberOrText),
    ranges: text('ranges'),
    scenario: text('scenario'),
    clock: when(text('clock'), clock),
    port: when(text('port'), numberOrText),
    host: text('host'),
    logLevel: text('log-level'),
    json: when(given.get('json')?.values[0], isTrue),
    admin: orNothing({
      enabled: when(text('admin'), onOrOff),
      port: when(text('admin-port'), numberOrText),
      token: text('admin-token'),
      hosts: given.get('admin-host')?.values,
    }),
  }
  return defined(options) as CommandOptions
}

/** Whether a switch was given, and not turned off in the environment. */
export function isOn(given: GivenFlags, name: string): boolean {
  return given.get(name)?.values[0] === 'true'
}

/** `12` is a number; whatever else stands there is shown as it is by the check that refuses it. */
function numberOrText(text: string): number | string {
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

/** `60x` is a scale; the other words are those of the option. */
function clock(text: string): string | { scale: number } {
  const [, scale] = /^(\d+(?:\.\d+)?)x$/.exec(text) ?? []
  return scale === undefined ? text : { scale: Number(scale) }
}

function onOrOff(text: string): boolean | string {
  return text === 'on' || text === 'off' ? text === 'on' : text
}

function orNothing<T extends object>(record: T): Partial<T> | undefined {
  const members = defined(record)
  return Object.keys(members).length === 0 ? undefined : members
}

function defined<T extends object>(record: T): Partial<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Partial<T>
}
