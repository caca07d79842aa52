import { parse } from 'csv-parse/sync'
import createClient from 'openapi-fetch'
import { describe, expect, expectTypeOf, test } from 'vitest'
import type { components, paths } from '../support/generated-openapi.d.ts'
import { generateTypes } from '../support/openapi-types.ts'
import { started } from '../support/started.ts'

test('the generated types are those of openapi.yaml', async () => {
  await expect(await generateTypes()).toMatchFileSnapshot('../support/generated-openapi.d.ts')
})

describe('a client made from openapi.yaml', () => {
  test('asks for a file, polls for it and downloads it', async () => {
    const { baseUrl } = await started({ notReadyPolls: 1, rows: 20 })
    const client = createClient<paths>({ baseUrl })
    const { data, error, response } = await client.POST('/api/rest/v0/requests/download-url', {
      body: { includeCompleted: true },
    })
    expect([response.status, error]).toEqual([200, undefined])
    expectTypeOf(data!).toEqualTypeOf<components['schemas']['DownloadUrls']>()

    const params = (url: string) => ({ path: { exportId: url.split('/')[4]! }, query: queryOf(url) })
    const polls = [
      await client.HEAD('/storage/{exportId}/requests.csv', { params: params(data!.pollingUrl) }),
      await client.HEAD('/storage/{exportId}/requests.csv', { params: params(data!.pollingUrl) }),
    ]
    expect(polls.map((poll) => poll.response.status)).toEqual([404, 200])

    const file = await client.GET('/storage/{exportId}/requests.csv', { params: params(data!.url), parseAs: 'text' })
    const records: Record<string, string>[] = parse(file.data!, { columns: true })
    expect(records).toHaveLength(20)
    expect(Object.keys(records[0]!)).toContain('Request ID')
  })

  test('needs no body for a dataset without parameters', async () => {
    const { baseUrl } = await started()
    const { data } = await createClient<paths>({ baseUrl }).POST('/api/rest/v0/rbac2/download-url')
    expect(new URL(data!.pollingUrl).origin).toBe(baseUrl)
  })

  test('gets a problem as its schema has it', async () => {
    const { baseUrl } = await started()
    const { error, response } = await createClient<paths>({ baseUrl }).POST('/api/rest/v0/requests/download-url', {
      // @ts-expect-error: the types ask for a boolean
      body: { includeCompleted: 'yes' },
    })
    expect(response.status).toBe(400)
    const problem: components['schemas']['Problem'] = error!
    expect(problem.title).toBe('includeCompleted has the wrong type')
  })
})

/** The parameters of a pre-signed URL by their documented names. */
function queryOf(url: string): paths['/storage/{exportId}/requests.csv']['parameters']['query'] {
  const { 'X-Amz-Expires': seconds, ...others } = Object.fromEntries(new URL(url).searchParams)
  return { ...others, 'X-Amz-Expires': Number(seconds) } as ReturnType<typeof queryOf>
}
