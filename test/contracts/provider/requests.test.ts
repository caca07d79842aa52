import { describe, expect, test } from 'vitest'
import { datasets } from '../../../contracts/index.ts'
import { faultyProvider, type Seen } from '../../support/faulty-provider.ts'
import { verified } from './verified.ts'

// What a live service has to expect of one verification, as the README says it.

const apiKey = { id: 'my-id', secret: 'my-secret' }

/** What the service was asked for, in order, where each file is ready at the second poll. */
async function asked(dataset: 'requests' | 'rbac2', withKey: boolean): Promise<readonly string[]> {
  const { baseUrl, requests } = await faultyProvider()
  await verified({ baseUrl, datasets: [dataset], ...(withKey && { apiKey }) })
  return requests.map(withKey ? shownWithKey : shown)
}

function shown({ method, headers, body }: Seen): string {
  const isJson = headers['content-type'] === 'application/json'
  return [method, method === 'POST' && !isJson && headers['content-type'], headers.range, body]
    .filter(Boolean)
    .join(' ')
}

function shownWithKey(seen: Seen): string {
  return shown(seen) + (seen.method === 'POST' && seen.headers['x-api-key-id'] === undefined ? ' without the key' : '')
}

const anExport = (body: string) => [body === '' ? 'POST' : `POST ${body}`, 'HEAD', 'HEAD', 'GET']
/** The second export shows what GET is answered before the file is ready. */
const secondExport = (body: string) => [body === '' ? 'POST' : `POST ${body}`, 'HEAD', 'GET', 'HEAD', 'GET']
const range = 'GET bytes=16-79'

const [wide, narrow] = ['{"includeCompleted":true}', '{"includeCompleted":false}']
const exportsOfRequests = [...anExport(wide), range, ...anExport(narrow), ...secondExport(wide)]
const wrongPosts = ['POST {}', 'POST {"includeCompleted":"yes"}', `POST text/plain ${wide}`]
const exportsOfRbac2 = [...anExport(''), range, ...secondExport('')]
const swapped = ['HEAD', 'GET']

describe('what is sent to the service', () => {
  test('for a dataset with parameters', async () => {
    expect(await asked('requests', false)).toEqual([...exportsOfRequests, ...wrongPosts, ...swapped])
    const withoutKey = `POST ${wide} without the key`
    expect(await asked('requests', true)).toEqual([...exportsOfRequests, withoutKey, ...wrongPosts, ...swapped])
  })

  test('for a dataset without parameters', async () => {
    expect(await asked('rbac2', false)).toEqual([...exportsOfRbac2, ...swapped])
    expect(await asked('rbac2', true)).toEqual([...exportsOfRbac2, 'POST without the key', ...swapped])
  })
})

test('what narrows an export is told by the dataset', () => {
  const narrowing = Object.values(datasets).map(({ slug, download }) => [
    slug,
    download.body.flatMap(({ name, narrows }) => (narrows ? [name] : [])),
  ])
  expect(narrowing).toEqual([
    ['requests', ['includeCompleted']],
    ['rbac2', []],
  ])
})
