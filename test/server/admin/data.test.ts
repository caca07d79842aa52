import { connect } from 'node:net'
import { parse } from 'csv-parse/sync'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  csvRuleName,
  csvRules,
  datasetSlugs,
  datasets,
  decisions,
  notEmulatedYet,
} from '../../../contracts/contract.ts'
import { alterationNames } from '../../../generators/alterations/index.ts'
import type { Preview } from '../../../server/admin/data/preview.ts'
import { type AppOptions, buildApp } from '../../../server/index.ts'
import { admin, schemaFindings } from '../../support/admin.ts'
import { emulator, host } from '../../support/emulator.ts'
import { idOf, problemOf } from '../../support/problem.ts'
import { started } from '../../support/started.ts'

describe('GET /__mock/contract', () => {
  test('has every dataset, with its operation and its columns in their order', async () => {
    const contract = (await admin().get('/contract')).json()
    expect(contract.datasets.map(({ slug }: { slug: string }) => slug)).toEqual(datasetSlugs)
    expect(contract).toMatchObject({ decisions, notEmulatedYet })
    expect(contract.datasets[0].operation).toMatchObject({
      method: 'POST',
      path: '/api/rest/v0/requests/download-url',
      parameters: [{ name: 'includeCompleted', type: 'boolean', isRequired: true, basis: 'documented', example: true }],
    })
    for (const { slug, columns } of contract.datasets) {
      const names = datasets[slug as 'requests'].download.columns.map(({ name }) => name)
      expect(columns.map(({ name }: { name: string }) => name)).toEqual(names)
    }
  })

  test('says of a column what is required, what it goes by and how that is known', async () => {
    const { datasets: described } = (await admin().get('/contract')).json()
    const columns = described.flatMap(({ columns: all }: { columns: unknown[] }) => all)
    expect(columns[0]).toMatchObject({
      name: 'Request ID',
      isRequired: true,
      format: 'ulid',
      basis: 'inferred',
      pair: null,
    })
    expect(columns.some(({ pair }: { pair: string | null }) => pair === 'Connection Type')).toBe(true)
    expect(columns.filter(({ contradiction }: { contradiction: unknown }) => contradiction !== null)).not.toEqual([])
  })
})

/** The preview of a file in a sandbox that was told to be so. */
async function preview(options: AppOptions, path = '/sandboxes/default/data/requests'): Promise<Preview> {
  const response = await admin(options).get(path)
  expect(response.statusCode, response.body).toBe(200)
  return response.json<Preview>()
}

describe('GET /__mock/sandboxes/<id>/data/<dataset>', () => {
  test('shows the first rows of what an export would have, and makes none', async () => {
    const api = admin({ rows: 50, notReadyPolls: 0 })
    const shown = (await api.get('/sandboxes/default/data/requests?rows=7')).json<Preview>()
    expect(api.mock.root.exports()).toEqual([])
    const file = await api.balkanid.fileOf('requests', { includeCompleted: true })
    const [header, ...rows] = parse(file)
    expect(shown).toEqual({
      dataset: 'requests',
      parameters: { includeCompleted: true },
      rowCount: 50,
      size: file.length,
      header,
      rows: rows.slice(0, 7),
      alterations: [],
      note: null,
    })
    expect(api.mock.root.exchanges().some(({ path }) => path.includes('/data/'))).toBe(false)
  })

  test('shows twenty unless told otherwise, all where there are fewer, and none where none are wanted', async () => {
    expect((await preview({ rows: 50 })).rows).toHaveLength(20)
    expect((await preview({ rows: 3 })).rows).toHaveLength(3)
    expect((await preview({ rows: 3 }, '/sandboxes/default/data/rbac2?rows=0')).rows).toEqual([])
    expect(await preview({ rows: 0 })).toMatchObject({ rowCount: 0, rows: [], note: null })
  })

  test('goes by the parameters of the call', async () => {
    const api = admin({ rows: 400, notReadyPolls: 0 })
    const shown = (await api.get('/sandboxes/default/data/requests?rows=1000&includeCompleted=false')).json<Preview>()
    const file = await api.balkanid.fileOf('requests', { includeCompleted: false })
    expect(shown.rows).toEqual(parse(file).slice(1))
    expect(shown).toMatchObject({ parameters: { includeCompleted: false }, rowCount: 400, size: file.length })
    expect(shown.rows.length).toBeLessThan(400)
  })

  test('goes by the seed and the dialect of the sandbox', async () => {
    const api = admin({ rows: 5 })
    api.mock.create({ id: 'mine', seed: 99, dialect: { header: 'starred', bom: true, lineEnd: 'crlf' } })
    const mine = (await api.get('/sandboxes/mine/data/requests')).json<Preview>()
    const own = (await api.get('/sandboxes/default/data/requests')).json<Preview>()
    expect(mine.header[0]).toBe('Request ID*')
    expect(mine.rows).not.toEqual(own.rows)
  })

  test('is quick for a file of which the size is long in the telling, and then has none', async () => {
    const shown = await preview({ scenario: 'huge' })
    expect(shown).toMatchObject({ rowCount: 10_000_000, size: null, note: null })
    expect(shown.rows).toHaveLength(20)
    expect(shown.rows).toEqual((await preview({ rows: 10_000 })).rows)
  })

  test.each(alterationNames.filter((name) => name !== 'broken'))('shows a file with %s', async (alteration) => {
    const scenario = { file: [{ alteration }] } as const
    const shown = await preview({ rows: 100, scenario: 'x', scenarios: { x: scenario } })
    expect(shown.alterations).toEqual([alteration])
    const isUnreadable = alteration === 'collapsed-quotes'
    expect(shown.note?.startsWith('Reading broke off') ?? false).toBe(isUnreadable)
    expect(shown.header.length).toBeGreaterThan(0)
  })

  test.each(csvRules.map(csvRuleName))('shows a file that breaks %s as far as it can be read', async (rule) => {
    const scenario = `broken/${rule}`
    const api = admin({ rows: 300, scenario, notReadyPolls: 0 })
    for (const slug of datasetSlugs) {
      const response = await api.get(`/sandboxes/default/data/${slug}`)
      expect(response.statusCode).toBe(200)
      const shown = response.json<Preview>()
      expect(shown.alterations).toEqual(['broken'])
      expect(shown.header.length > 0 || shown.note !== null).toBe(true)
      const file = await api.balkanid.fileOf(slug, slug === 'requests' ? { includeCompleted: true } : undefined)
      expect(shown.size).toBe(file.length)
    }
  })

  test.each([
    ['html', /^Reading broke off after 0 rows\. .*HTML|html/],
    ['gzip', /^Reading broke off after 0 rows\. Received gzip: the bytes 1F 8B; expected CSV/],
    ['stray-quote', /^Reading broke off after \d+ rows?\. .*expected /],
    ['missing-column', /Received .*; expected /],
  ])('says what is wrong where a file breaks %s', async (rule, note) => {
    const { note: said } = await preview({ rows: 300, scenario: `broken/${rule}` })
    expect(said).toMatch(note)
  })

  test.each<[string, number, string]>([
    ['/sandboxes/default/data/nothing', 404, 'unknown-dataset'],
    ['/sandboxes/nobody/data/rbac2', 404, 'unknown-sandbox'],
    ['/sandboxes/default/data/rbac2?rows=x', 400, 'wrong-options'],
    ['/sandboxes/default/data/rbac2?rows=1001', 400, 'wrong-options'],
    ['/sandboxes/default/data/rbac2?nothing=1', 400, 'wrong-options'],
    ['/sandboxes/default/data/requests?includeCompleted=maybe', 400, 'wrong-options'],
    ['/sandboxes/default/data/rbac2?includeCompleted=true', 400, 'wrong-options'],
    ['/sandboxes/default/data/rbac2/csv?rows=1', 400, 'wrong-options'],
    ['/sandboxes/default/data/nothing/csv', 404, 'unknown-dataset'],
  ])('refuses %s', async (path, status, id) => {
    const response = await admin().get(path)
    expect([response.statusCode, idOf(problemOf(response))]).toEqual([status, id])
  })
})

describe('GET /__mock/sandboxes/<id>/data/<dataset>/csv', () => {
  test.each([
    ['small', 50],
    ['made while it is sent', 5000],
  ])('gives the whole file, %s', async (_, rows) => {
    const api = admin({ rows, notReadyPolls: 0 })
    const response = await api.get('/sandboxes/default/data/requests/csv?includeCompleted=true')
    const file = await api.balkanid.fileOf('requests', { includeCompleted: true })
    expect(response.rawPayload.equals(file)).toBe(true)
    expect(response.headers).toMatchObject({
      'content-type': 'text/csv',
      'content-length': String(file.length),
      'content-disposition': 'attachment; filename="requests.csv"',
    })
  })
})

const csv = { 'content-type': 'text/csv' }

describe('POST /__mock/check/<dataset>', () => {
  const check = (body: string, path = '/check/rbac2', headers: Record<string, string> = csv) =>
    admin().send('POST', path, { body, headers })

  test('finds nothing wrong with what the mock makes', async () => {
    const api = admin({ rows: 100 })
    const { body } = await api.get('/sandboxes/default/data/requests/csv')
    const response = await api.send('POST', '/check/requests?file=mine.csv', { body, headers: csv })
    expect(response.json()).toMatchObject({ judge: 'csv', subject: 'mine.csv', dataset: 'requests', outcome: 'kept' })
    expect(schemaFindings('ReportReport', response.json())).toEqual([])
    expect(api.mock.root.exchanges()).toEqual([])
  })

  test('says what is wrong with a broken one, and where', async () => {
    const api = admin({ rows: 100, scenario: 'broken/email' })
    const { body } = await api.get('/sandboxes/default/data/requests/csv')
    const report = (await api.send('POST', '/check/requests', { body, headers: csv })).json()
    const failed = report.verdicts.filter(({ result }: { result: string }) => result === 'failed')
    expect(failed).toMatchObject([{ rule: { id: 'csv/email' }, findings: [{ place: { column: {} } }] }])
  })

  test.each<[string, string]>([
    ['nothing', ''],
    ['something else', '<html></html>'],
    ['bytes that are no text', '\u0000\u0001'],
  ])('says so of %s', async (_, body) => {
    expect((await check(body)).json().outcome).toBe('broken')
  })

  test('takes more than other bodies may have, without keeping it', async () => {
    const rows = 'a,b\n'.repeat(100_000)
    const api = admin({ limits: { bodyBytes: 10 } })
    const response = await api.send('POST', '/check/rbac2', { body: rows, headers: csv })
    expect(response.json().facts).toMatchObject({ bytes: 400_000 })
  })

  test.each<[string, string, Record<string, string>, number, string]>([
    ['JSON', '/check/rbac2', { 'content-type': 'application/json' }, 415, 'wrong-media-type'],
    ['a form', '/check/rbac2', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'wrong-media-type'],
    [
      'text, which pages of elsewhere may send',
      '/check/rbac2',
      { 'content-type': 'text/plain' },
      415,
      'wrong-media-type',
    ],
    ['a body without a type', '/check/rbac2', {}, 415, 'wrong-media-type'],
    ['a page of elsewhere', '/check/rbac2', { ...csv, origin: 'https://evil.example' }, 403, 'cross-site'],
    ['a foreign host', '/check/rbac2', { ...csv, host: 'evil.example' }, 403, 'foreign-host'],
    ['an unknown dataset', '/check/rbac', csv, 404, 'unknown-dataset'],
    ['an unknown option', '/check/rbac2?strict=true', csv, 400, 'wrong-options'],
  ])('refuses %s', async (_, path, headers, status, id) => {
    const response = await check('x'.repeat(100_000), path, headers)
    expect([response.statusCode, idOf(problemOf(response))]).toEqual([status, id])
  })

  test('takes the type with its parameters', async () => {
    expect(
      (await check('', '/check/rbac2', { 'content-type': 'Text/CSV; charset=utf-8; header=present' })).statusCode,
    ).toBe(200)
  })

  test('asks for the token', async () => {
    const api = admin({ admin: { token: 'k3y' } })
    expect((await api.send('POST', '/check/rbac2', { body: 'a', headers: csv })).statusCode).toBe(401)
    const headers = { ...csv, authorization: 'Bearer k3y' }
    expect((await api.send('POST', '/check/rbac2', { body: 'a', headers })).statusCode).toBe(200)
  })

  test('works at a port of its own', async () => {
    const { adminUrl } = await started({ admin: { port: 0 } })
    const response = await fetch(`${adminUrl}/check/rbac2`, {
      method: 'POST',
      body: 'a,b\n'.repeat(50_000),
      headers: csv,
    })
    expect(await response.json()).toMatchObject({ facts: { bytes: 200_000 } })
  })

  test('is not cut off since the whole takes long, but since nothing comes', async () => {
    const app = buildApp()
    onTestFinished(() => app.close())
    const socket = connect(Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port))
    onTestFinished(() => void socket.destroy())
    const accepted = new Promise<unknown>((resolve) => app.server.once('connection', resolve))
    const head = ['POST /__mock/check/rbac2 HTTP/1.1', `Host: ${host}`, 'Content-Type: text/csv', 'Content-Length: 4']
    socket.write(`${head.join('\r\n')}\r\n\r\na,`)
    const serverSide = await accepted
    await new Promise<void>((resolve) => app.server.once('request', () => setImmediate(resolve)))
    const tooLong = Object.assign(new Error(), { code: 'ERR_HTTP_REQUEST_TIMEOUT' })
    app.server.emit('clientError', tooLong, serverSide) // as Node does when its limit is reached
    socket.write('b\n')
    const [answer] = await once(socket)
    expect(String(answer)).toMatch(/^HTTP\/1.1 200 /)
    app.server.emit('clientError', tooLong, serverSide)
    expect(String((await once(socket))[0])).toMatch(/^HTTP\/1.1 408 /)
  })

  test('leaves no error behind a client that leaves', async () => {
    const lines: string[] = []
    const { app } = emulator({ logger: { level: 'error', stream: { write: (line) => lines.push(line) } } })
    const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
    const socket = connect(Number(port))
    const left = new Promise<void>((resolve) => {
      app.server.once('connection', (each) => each.once('close', () => setImmediate(resolve)))
    })
    const begun = new Promise<void>((resolve) => app.server.once('request', () => setImmediate(resolve)))
    const head = ['POST /__mock/check/rbac2 HTTP/1.1', `Host: ${host}`, 'Content-Type: text/csv', 'Content-Length: 4']
    socket.write(`${head.join('\r\n')}\r\n\r\na,`)
    await begun
    socket.resetAndDestroy()
    await left
    await new Promise(setImmediate)
    expect(lines).toEqual([])
  })
})

function once(socket: ReturnType<typeof connect>): Promise<[Buffer]> {
  return new Promise((resolve) => socket.once('data', (data) => resolve([data])))
}
