import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { datasetSlugs } from '../../contracts/index.ts'
import { startMockServer } from '../../server/index.ts'
import { isHere } from '../support/tools.ts'

const exec = promisify(execFile)
const python = isHere('python3')
const curl = isHere('curl')

const cases = datasetSlugs.map((slug) => ({ slug, body: slug === 'requests' ? '{"includeCompleted":true}' : '' }))

async function scene(rows: number) {
  const mock = await startMockServer({ rows, notReadyPolls: 2 })
  const folder = await mkdtemp(join(tmpdir(), 'balkanid-mock-'))
  onTestFinished(async () => {
    await mock.close()
    await rm(folder, { recursive: true })
  })
  return { ...mock, file: join(folder, 'download.csv') }
}

/** A client as anybody would write it with fetch. */
async function fetchClient(baseUrl: string, slug: string, body: string) {
  const headers = { 'content-type': 'application/json' }
  const post = await fetch(`${baseUrl}/api/rest/v0/${slug}/download-url`, {
    method: 'POST',
    headers,
    ...(body !== '' && { body }),
  })
  const urls = (await post.json()) as { pollingUrl: string; url: string }
  const statuses: number[] = []
  do statuses.push((await fetch(urls.pollingUrl, { method: 'HEAD' })).status)
  while (statuses.at(-1) === 404)
  return { ...urls, statuses }
}

async function bytesAt(url: string, range?: string): Promise<Buffer> {
  const answer = await fetch(url, range === undefined ? {} : { headers: { range } })
  return Buffer.from(await answer.arrayBuffer())
}

describe.each(cases)('a client that downloads $slug', ({ slug, body }) => {
  test('with fetch gets the whole file', async () => {
    const { baseUrl } = await scene(3000)
    const { url, statuses } = await fetchClient(baseUrl, slug, body)
    const whole = await bytesAt(url)
    expect(statuses).toEqual([404, 404, 200])
    expect(whole.toString().trimEnd().split('\n')).toHaveLength(3001)
  })

  test.skipIf(!python)('with Python and urllib gets the same bytes', async () => {
    const { baseUrl, file } = await scene(3000)
    const script = new URL('download.py', import.meta.url).pathname
    const { stdout } = await exec('python3', [script, baseUrl, slug, body, file])
    const { url } = await fetchClient(baseUrl, slug, body)
    expect(JSON.parse(stdout)).toEqual([404, 404, 200])
    expect((await readFile(file)).equals(await bytesAt(url))).toBe(true)
  })

  test.skipIf(!curl)("with the documentation's curl command gets two URLs", async () => {
    const { baseUrl } = await scene(10)
    const { stdout } = await exec('curl', [
      ...['--silent', '--location', '--request', 'POST', `${baseUrl}/api/rest/v0/${slug}/download-url`],
      ...['--header', 'X-Api-Key-ID;', '--header', 'X-Api-Key-Secret;', '--header', 'Content-Type: application/json'],
      ...(body === '' ? [] : ['--data-raw', '{\n    "includeCompleted": true\n}']),
    ])
    expect(Object.keys(JSON.parse(stdout))).toEqual(['pollingUrl', 'url'])
  })

  test.skipIf(!curl)('with curl -C - resumes a download that broke off', async () => {
    const { baseUrl, file } = await scene(20_000)
    const { url } = await fetchClient(baseUrl, slug, body)
    const whole = await bytesAt(url)
    await writeFile(file, whole)
    await truncate(file, 1_234_567)
    await exec('curl', ['--silent', '--fail', '-C', '-', '-o', file, url])
    expect((await readFile(file)).equals(whole)).toBe(true)
  })

  test('in eight segments at once gets the same bytes', async () => {
    const { baseUrl } = await scene(20_000)
    const { url } = await fetchClient(baseUrl, slug, body)
    const whole = await bytesAt(url)
    const size = Math.ceil(whole.length / 8)
    const starts = Array.from({ length: 8 }, (_, segment) => segment * size)
    const segments = await Promise.all(starts.map((start) => bytesAt(url, `bytes=${start}-${start + size - 1}`)))
    expect(Buffer.concat(segments).equals(whole)).toBe(true)
  })
})
