import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Dataset, datasetSlugs, datasets, type Report, type Snapshot } from '../../../contracts/index.ts'
import { bodySeen } from '../../../contracts/provider/safe/body.ts'
import { safeFields } from '../../../contracts/provider/safe/fields.ts'
import { urlSeen } from '../../../contracts/provider/safe/url.ts'
import { Tokens } from '../../../contracts/provider/tokens.ts'
import { type Breach, breaches, faultyProvider } from '../../support/faulty-provider.ts'
import { recorded } from './verified.ts'

/** Long enough to be found nowhere by chance, and fit for a header field, a JSON member and a cell. */
const secret = fc.stringMatching(/^[A-Za-z0-9_-]{12,40}$/)
const key = fc.record({ id: secret, secret })
const breach = fc.constantFrom<readonly Breach[]>([], ...(Object.keys(breaches) as Breach[]).map((each) => [each]))

interface Told {
  readonly reports: readonly Report[]
  readonly snapshot: Snapshot
  readonly steps: readonly string[]
}

/** Everything that anybody gets to see but the subject, which is the base URL. */
function everythingIn({ reports, snapshot, steps }: Told): string {
  return JSON.stringify([reports.map((report) => ({ ...report, subject: undefined })), snapshot, steps])
}

async function told(options: Parameters<typeof recorded>[0]): Promise<Told> {
  const steps: string[] = []
  const result = await recorded({ limits: { polls: 3 }, onStep: (sentence) => void steps.push(sentence), ...options })
  return { ...result, steps }
}

const runs = { numRuns: 60 }

test('no key, signature or storage host is told, and nothing that the service writes of its own', async () => {
  await fc.assert(
    fc.asyncProperty(key, secret, breach, async (apiKey, echo, breaches) => {
      const provider = await faultyProvider({ apiKey, breaches, echo: [echo, apiKey.secret] })
      const seen = everythingIn(await told({ baseUrl: provider.baseUrl, apiKey }))
      for (const each of [apiKey.id, apiKey.secret, echo, ...provider.signatures, provider.storage]) {
        expect(seen).not.toContain(each)
      }
    }),
    runs,
  )
})

/** A cell as it should be written and as it should not. */
const written = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => `${text}*`,
  (text) => `"${text}"`,
  (text) => `"${text}`,
  (text) => `${text}"`,
  (text) => `"${text}"${text}`,
  (text) => `"\\"${text}\\""`,
  (text) => `[{"${text}": "${text}"}]`,
)
const ended = fc.constantFrom('\n', '\r\n', '\r', '\n\n', '')

/** Text of a file, made of the documented names and of data. */
type Write = (names: readonly string[], data: readonly string[]) => string

const cell = fc.tuple(fc.boolean(), fc.nat(), written).map(
  ([isName, n, write]): Write =>
    (names, data) =>
      write(isName ? at(names, n) : at(data, n)),
)
const anyRecord = fc.tuple(fc.array(cell, { maxLength: 30 }), ended).map(
  ([cells, end]): Write =>
    (...words) =>
      cells.map((each) => each(...words)).join() + end,
)
/** The documented names, or all but the last ones, of which the last is written in any way. */
const documentedHeader = fc.tuple(fc.nat(3), written, ended).map(
  ([left, write, end]): Write =>
    (names) => {
      const [last = '', ...others] = names.slice(0, names.length - left).reverse()
      return [...others.reverse(), write(last)].join() + end
    },
)
const anyFile = fc
  .tuple(
    fc.constantFrom('', '\ufeff'),
    fc.oneof(anyRecord, documentedHeader),
    fc.array(anyRecord, { minLength: 1, maxLength: 4 }),
  )
  .map(
    ([mark, header, rows]): Write =>
      (...words) =>
        mark + [header, ...rows].map((each) => each(...words)).join(''),
  )

function at(words: readonly string[], n: number): string {
  return words[n % words.length]!
}

test('no text of a file is told but documented names, whatever its quotation marks and line ends', async () => {
  const data = fc.uniqueArray(secret, { minLength: 10, maxLength: 10 })
  await fc.assert(
    fc.asyncProperty(anyFile, data, fc.constantFrom(...datasetSlugs), async (write, data, slug) => {
      const fileOf = ({ download: { columns } }: Dataset) =>
        Buffer.from(
          write(
            columns.map(({ name }) => name),
            data,
          ),
        )
      const { baseUrl } = await faultyProvider({ fileOf })
      const seen = everythingIn(await told({ baseUrl, datasets: [slug] }))
      for (const datum of data) expect(seen, fileOf(datasets[slug]).toString()).not.toContain(datum)
    }),
    { numRuns: 150 },
  )
})

const fieldName = fc.constantFrom(
  ...['accept-ranges', 'cache-control', 'connection', 'content-encoding', 'content-range', 'content-type', 'etag'],
  ...['expires', 'last-modified', 'location', 'retry-after', 'server', 'vary', 'x-amz-meta-owner', 'x-mock-basis'],
)
const around = fc.constantFrom<(secret: string) => string>(
  (value) => value,
  (value) => `text/csv; charset=${value}`,
  (value) => `text/${value}`,
  (value) => `bytes 0-1/${value}`,
  (value) => `no-cache, ${value}`,
  (value) => `W/"${value}"`,
  (value) => `nginx ${value}`,
  (value) => `https://${value}.example.com/${value}?${value}=${value}`,
)

test('no text in a header field is told', () => {
  fc.assert(
    fc.property(fieldName, secret, around, (name, value, write) => {
      expect(JSON.stringify(safeFields([[name, write(value)]], new Tokens()))).not.toContain(value)
    }),
  )
})

test('no text in a body is told', () => {
  const bodies = fc.constantFrom<(secret: string) => string>(
    (value) => JSON.stringify({ [value]: value, message: { [value]: [value] } }),
    (value) => JSON.stringify([value]),
    (value) => JSON.stringify(value),
    (value) => `<Error><Code>${value}</Code><Key>${value}</Key></Error>`,
    (value) => `<html>${value}</html>`,
    (value) => `${value}\n`,
  )
  fc.assert(
    fc.property(secret, bodies, (value, write) => {
      expect(JSON.stringify(bodySeen(Buffer.from(write(value)), null, new Tokens()))).not.toContain(value)
    }),
  )
})

test('no part of a URL is told', () => {
  fc.assert(
    fc.property(secret, around, (value, write) => {
      for (const url of [write(value), { url: value }, [value]]) {
        expect(JSON.stringify(urlSeen(url, new Tokens()))).not.toContain(value.toLowerCase())
      }
    }),
  )
})

test('the snapshot has not even the host of the base URL', async () => {
  const { baseUrl } = await faultyProvider()
  const { snapshot } = await told({ baseUrl })
  expect(JSON.stringify(snapshot)).not.toContain(new URL(baseUrl).host)
})

test('the reason of a refusal names the host of the base URL, which is the subject', async () => {
  const { reports } = await told({ baseUrl: 'http://127.0.0.1:1' })
  expect(reports[0]!.subject).toBe('http://127.0.0.1:1')
  expect(JSON.stringify(reports[0]!.verdicts)).toContain('refused by 127.0.0.1:1.')
})

test('the same text has the same token throughout a run', async () => {
  const { baseUrl } = await faultyProvider()
  const { snapshot } = await told({ baseUrl })
  const hosts = snapshot.datasets.flatMap(({ observations }) =>
    observations!.exports.flatMap(({ urls }) => [urls!.pollingUrl.host, urls!.url.host]),
  )
  expect(new Set(hosts)).toEqual(new Set(['host-2']))
})

test('neither storage nor another host is ever sent the key', async () => {
  const apiKey = { id: 'my-key-id', secret: 'my-key-secret' }
  const { baseUrl, requests } = await faultyProvider({ apiKey })
  await told({ baseUrl, apiKey })
  const [api, storage] = (['api', 'storage'] as const).map((at) => requests.filter((each) => each.at === at))
  expect(storage!.length).toBeGreaterThan(0)
  expect(JSON.stringify(storage)).not.toMatch(/my-key|authorization|cookie/i)
  expect(api!.filter(({ headers }) => headers['x-api-key-secret'] === apiKey.secret).length).toBeGreaterThan(0)
})

test('the URLs are used to the letter', async () => {
  const { baseUrl, requests, signatures } = await faultyProvider()
  await told({ baseUrl, datasets: ['rbac2'] })
  const targets = requests.filter(({ at }) => at === 'storage').map(({ target }) => target)
  const issued = signatures.map((signature) => `/bucket/rbac2.csv?sig=${signature}&se=2026-01-01`)
  expect(new Set(targets)).toEqual(new Set(issued))
})
