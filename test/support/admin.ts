import type { LightMyRequestResponse } from 'fastify'
import type { OpenAPIV3_1 } from 'openapi-types'
import { expect } from 'vitest'
import { adminDocument } from '../../server/admin/openapi/document.ts'
import { routes } from '../../server/admin/routes/all.ts'
import { type AppOptions, buildApp } from '../../server/app.ts'
import { version } from '../../server/index.ts'
import { type Emulator, emulator, type Headers, host, type Method } from './emulator.ts'
import { schemaCheck } from './openapi.ts'

/** The document of the admin API, as a server gives it that asks for no token. */
export const adminOpenApi: OpenAPIV3_1.Document = await documentOf()
const check = schemaCheck(adminOpenApi)

async function documentOf(): Promise<OpenAPIV3_1.Document> {
  const app = buildApp()
  const { mock } = app
  const document = adminDocument({ routes, mock, version, serverUrl: `http://${host}`, hasToken: false })
  await app.close()
  return document
}

const operations = Object.entries(adminOpenApi.paths!).map(([template, item]) => ({
  pattern: new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  // A path without parameters goes before one that has them.
  parameters: template.split('{').length,
  item: item as Partial<Record<string, OpenAPIV3_1.OperationObject>>,
}))
operations.sort((a, b) => a.parameters - b.parameters)

interface Answered {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

/**
 * Holds an answer of the admin API against its document: status, media type and body are among what is documented for
 * the operation. What is asked for that is no operation gets a problem.
 */
export function expectDocumented(method: string, path: string, { statusCode, headers, body }: Answered): void {
  const operation = operations.find(({ pattern }) => pattern.test(path))?.item[method.toLowerCase()]
  const [mediaType] = String(headers['content-type'] ?? '').split(';')
  if (operation === undefined) {
    expect([401, 403, 404, 405], `${method} ${path}: ${statusCode}`).toContain(statusCode)
    if (method === 'HEAD') return
    expect(check(schemaOf('Problem'), JSON.parse(body))).toEqual([])
    return
  }
  const response = followed(operation.responses?.[statusCode])
  expect(response, `${method} ${path} answers ${statusCode}, which is not documented`).toBeDefined()
  for (const name of Object.keys(response?.headers ?? {})) expect(headers).toHaveProperty(name.toLowerCase())
  if (method === 'HEAD' || statusCode === 204) return
  const content = response?.content?.[mediaType!]
  expect(content, `${method} ${path} answers ${mediaType}, which is not documented`).toBeDefined()
  if (/json$/.test(mediaType!)) expect(check(content!.schema!, JSON.parse(body))).toEqual([])
}

export function schemaOf(name: string): object {
  return adminOpenApi.components!.schemas![name]!
}

/** What is wrong with a value by a schema of the document. */
export function schemaFindings(name: string, value: unknown): readonly string[] {
  return check(schemaOf(name), value)
}

function followed(
  node: OpenAPIV3_1.ReferenceObject | OpenAPIV3_1.ResponseObject | undefined,
): OpenAPIV3_1.ResponseObject | undefined {
  if (node === undefined || !('$ref' in node)) return node
  const name = node.$ref.split('/').at(-1)!
  return adminOpenApi.components!.responses![name] as OpenAPIV3_1.ResponseObject
}

/** A mock in memory with the admin API that steers it. Every answer holds to the document of the API. */
export class Admin {
  readonly balkanid: Emulator

  constructor(balkanid: Emulator) {
    this.balkanid = balkanid
  }

  get mock() {
    return this.balkanid.app.mock
  }

  /** @param path below `/__mock` */
  async send(
    method: Method,
    path: string,
    { body, headers = {} }: { readonly body?: string; readonly headers?: Headers } = {},
  ): Promise<LightMyRequestResponse> {
    const url = `/__mock${path}`
    const response = await this.balkanid.app.inject({
      method,
      url,
      headers: { host, ...headers },
      ...(body !== undefined && { payload: body }),
    })
    expectDocumented(method, url.split('?')[0]!, response)
    return response
  }

  get(path: string, headers: Headers = {}): Promise<LightMyRequestResponse> {
    return this.send('GET', path, { headers })
  }

  post(path: string, body?: unknown): Promise<LightMyRequestResponse> {
    return this.withJson('POST', path, body)
  }

  put(path: string, body?: unknown): Promise<LightMyRequestResponse> {
    return this.withJson('PUT', path, body)
  }

  patch(path: string, body?: unknown): Promise<LightMyRequestResponse> {
    return this.withJson('PATCH', path, body)
  }

  delete(path: string): Promise<LightMyRequestResponse> {
    return this.send('DELETE', path)
  }

  private withJson(method: Method, path: string, body: unknown): Promise<LightMyRequestResponse> {
    if (body === undefined) return this.send(method, path)
    const headers = { 'content-type': 'application/json' }
    return this.send(method, path, { headers, body: typeof body === 'string' ? body : JSON.stringify(body) })
  }
}

export function admin(options: AppOptions = {}): Admin {
  return new Admin(emulator(options))
}
