import { datasetSlugs, datasets, openQuestions } from '../contracts/contract.ts'
import { dialectChoices } from '../generators/dialect.ts'
import type { Readiness } from './exports/readiness.ts'
import { alterationsShape } from './file-alterations.ts'
import type { MockOptions } from './options.ts'
import { type ClockSetting, defaultClockStart, defaults } from './settings.ts'
import {
  boolean,
  duration,
  either,
  instant,
  list,
  type Member,
  mapped,
  number,
  object,
  oneOf,
  onlyOneOf,
  optional,
  type Place,
  perDataset,
  required,
  type Shape,
  secret,
  tagged,
  text,
  wholeNumber,
} from './shapes/index.ts'

/** The largest file that offsets, as doubles, and clients can count in: some 70 GB. */
const mostRows = 100_000_000
const longestLifetimeMs = 7 * 24 * 3_600_000

/** When an export is ready, as it stands on the wire: `{ "after": "polls", "polls": 2 }`. */
export const readinessShape: Shape<Readiness> = tagged('after', {
  polls: object({
    polls: required(wholeNumber(0), { description: 'How many polls of an export are answered 404.' }),
  }),
  duration: object({
    ms: required(duration(), {
      description: 'How long after the POST it is ready: milliseconds, or a text such as 30s.',
    }),
  }),
  release: object({}),
})

const clockShape: Shape<ClockSetting> = mapped(
  either(
    oneOf(['real', 'manual']),
    onlyOneOf({
      scale: required(number(0.001, 1_000_000), { description: "How many times as fast as the machine's clock." }),
      manual: required(instant(), { description: 'Where the clock stands until it is moved.' }),
    }),
  ),
  (choice) => {
    if (choice === 'real') return { mode: 'real' }
    if (choice === 'manual') return { mode: 'manual', start: defaultClockStart }
    return 'scale' in choice ? { mode: 'scaled', scale: choice.scale } : { mode: 'manual', start: choice.manual }
  },
)

const apiKeysShape = secret(
  list(
    object({
      id: required(text({ minLength: 1 }), { description: 'What X-Api-Key-ID holds.' }),
      secret: required(text({ minLength: 1 }), { description: 'What X-Api-Key-Secret holds.' }),
    }),
    { expected: 'a list of { id, secret }' },
  ),
)

const dialectShape = object({
  header: optional(oneOf(dialectChoices.header), {
    description: 'Header row: the plain names, or those of the sample with a star at what is required.',
    default: defaults.dialect.header,
  }),
  lineEnd: optional(oneOf(dialectChoices.lineEnd), { description: 'Line end.', default: defaults.dialect.lineEnd }),
  bom: optional(boolean(), {
    description: 'Whether the file begins with a UTF-8 byte order mark.',
    default: defaults.dialect.bom,
  }),
  quoting: optional(oneOf(dialectChoices.quoting), {
    description: 'Quote the cells that need it, or every cell that is not blank.',
    default: defaults.dialect.quoting,
  }),
})

const readingsShape = object(
  Object.fromEntries(
    datasetSlugs.flatMap((slug) =>
      openQuestions(datasets[slug]).map(({ id, readings, documentation }) => [
        `${slug}.${id}`,
        optional(oneOf(readings), { description: documentation, default: readings[0] }),
      ]),
    ),
  ),
)

export const rowsShape = perDataset(wholeNumber(0, mostRows))

/** The three forms in which the readiness of a dataset can be given. */
export const readinessForms = {
  readiness: perDataset(readinessShape),
  notReadyPolls: perDataset(wholeNumber(0)),
  readyAfter: perDataset(duration()),
}

/** What each sandbox has of its own. */
export const sandboxMembers = {
  seed: optional(wholeNumber(0), {
    description: "The data's seed: the same seed gives the same bytes.",
    default: defaults.seed,
  }),
  rows: optional(rowsShape, {
    description: 'Rows of each CSV, completed requests among them, the header not.',
    default: defaults.rows,
  }),
  readiness: optional(readinessForms.readiness, {
    description: 'When an export is ready.',
    default: { after: 'polls', polls: defaults.notReadyPolls },
  }),
  notReadyPolls: optional(readinessForms.notReadyPolls, {
    description: 'How many polls of an export are answered 404; short for readiness after polls.',
  }),
  readyAfter: optional(readinessForms.readyAfter, {
    description: 'Ready so long after the POST, however often it is polled; short for readiness after a duration.',
  }),
  urlLifetime: optional(duration({ least: 1000, most: longestLifetimeMs, range: ' from 1s to 168h (7 days)' }), {
    description: 'How long a pre-signed URL is good, from 1 s to 7 days.',
    default: defaults.urlLifetime,
  }),
  apiKeys: optional(apiKeysShape, {
    description: 'The API keys that are accepted. With none, any or no key is.',
    default: [],
  }),
  dialect: optional(dialectShape, { description: 'How a CSV file is written.' }),
  referenceTime: optional(either(oneOf(['clock']), instant()), {
    description:
      'The instant that all data counts back from, in ISO 8601; or "clock": what the clock shows at the POST, which gives each export bytes of its own.',
    default: defaults.referenceTime,
  }),
  readings: optional(readingsShape, {
    description: 'Which reading of a contradiction in the documentation the data follows.',
  }),
  bodyValidation: optional(oneOf(['strict', 'lenient']), {
    description: 'Whether a body that breaks the documented schema is refused.',
    default: defaults.bodyValidation,
  }),
  signedMethods: optional(oneOf(['exact', 'any']), {
    description: 'Whether each URL works only for the method that it was signed for.',
    default: defaults.signedMethods,
  }),
  beforeReady: optional(oneOf([404, 403]), {
    description: 'What GET of the url gets before the file is ready.',
    default: defaults.beforeReady,
  }),
  ranges: optional(oneOf(['honoured', 'ignored']), {
    description: 'Whether byte ranges are honoured.',
    default: defaults.ranges,
  }),
  clock: optional(clockShape, {
    description:
      "How time passes: as on the machine, so many times as fast, or only when it is moved. It drives readiness, the URLs' lifetime and Retry-After.",
    default: defaults.clock,
  }),
}

/** What the server has once, for all sandboxes. */
export const serverMembers = {
  publicUrl: optional(publicUrl(), {
    description:
      'Where clients reach the mock, if that is not where the Host header says. A path in it is what a proxy strips before the request arrives.',
  }),
  trustForwarded: optional(boolean(), {
    description: 'Whether X-Forwarded-Proto and X-Forwarded-Host are believed.',
    default: false,
  }),
  limits: optional(
    object({
      exports: optional(wholeNumber(1, 10_000_000), {
        description: 'How many exports are remembered; the oldest are forgotten first.',
        default: defaults.limits.exports,
      }),
      objectCacheBytes: optional(wholeNumber(0), {
        description: 'How much the measured and encoded objects may take of memory.',
        default: defaults.limits.objectCacheBytes,
        unit: 'bytes',
      }),
      bodyBytes: optional(wholeNumber(1, 2 ** 30), {
        description: 'The largest request body.',
        default: defaults.limits.bodyBytes,
        unit: 'bytes',
      }),
      exchanges: optional(wholeNumber(1, 10_000_000), {
        description: 'How many exchanges are remembered of all sandboxes; the oldest are forgotten first.',
        default: defaults.limits.exchanges,
      }),
      exchangesPerSandbox: optional(wholeNumber(0, 10_000_000), {
        description: 'How many exchanges are remembered of each sandbox.',
        default: defaults.limits.exchangesPerSandbox,
      }),
      bodyCaptureBytes: optional(wholeNumber(0, 2 ** 20), {
        description: 'How much of a body is remembered with its exchange.',
        default: defaults.limits.bodyCaptureBytes,
        unit: 'bytes',
      }),
      sandboxes: optional(wholeNumber(1, 1_000_000), {
        description: 'How many sandboxes there can be at a time.',
        default: defaults.limits.sandboxes,
      }),
      sandboxIdle: optional(duration({ least: 1000 }), {
        description: 'How long after its last request a sandbox is kept.',
        default: defaults.limits.sandboxIdle,
      }),
    }),
    { description: 'What keeps the mock small however long it runs.' },
  ),
}

/** What only scenarios choose, so far; the generators say what is right. */
export const alterationMember = {
  alterations: optional(alterationsShape, {
    description: 'What is done to the data on purpose, in this order.',
  }),
}

/** Every option but scenarios. The compiler asks for one that is missing here, or that nobody can choose. */
export const optionMembers = {
  ...sandboxMembers,
  ...serverMembers,
} satisfies { readonly [O in Exclude<keyof MockOptions, 'scenario' | 'scenarios'>]-?: Member<unknown, false> }

/** For `refined`: one dataset has one readiness, so of its three forms only one may be given. */
export function oneReadinessEach(value: unknown, place: Place): void {
  const given = Object.entries(readinessForms).flatMap(([name, shape]) => {
    const form = (value as Readonly<Record<string, unknown>> | undefined)?.[name]
    return form === undefined ? [] : [{ name, form, datasets: [...shape.spread(form).keys()] }]
  })
  const expected = `one of ${Object.keys(readinessForms).join(', ')} for a dataset`
  for (const [i, { name, form, datasets }] of given.entries()) {
    const earlier = given.slice(0, i).find((other) => datasets.some((slug) => other.datasets.includes(slug)))
    if (earlier === undefined) continue
    const slugs = datasets.filter((slug) => earlier.datasets.includes(slug))
    const besides = `${earlier.name} as well, for ${slugs.join(' and ')}`
    place.at(name).wrong(`${place.show(form)}, and ${besides},`, expected)
  }
}

function publicUrl(): Shape<URL> {
  const expected =
    'an absolute http or https URL without query, fragment or credentials, such as https://mock.example.com'
  return {
    expected,
    schema: { type: 'string', pattern: '^[Hh][Tt]{2}[Pp][Ss]?://[^?#]+$' },
    read(value, place) {
      const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined
      if (url !== undefined && isPlain(url)) return url
      place.wrong(place.show(value), expected)
      return undefined as never
    },
  }
}

function isPlain({ protocol, search, hash, username, password, pathname }: URL): boolean {
  return /^https?:$/.test(protocol) && search + hash + username + password === '' && isDecodable(pathname)
}

/** Whether two hexadecimal digits follow each percent sign, and all together are UTF-8. */
function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
