import { datasetSlugs } from '../../../contracts/contract.ts'
import { version } from '../../version.ts'
import { adminPrefix } from '../admin-prefix.ts'
import { json, ok, type Route, route } from '../route.ts'

export const health = route({
  method: 'GET',
  path: '/health',
  operationId: 'getHealth',
  tag: 'The mock',
  summary: 'Tell that it serves',
  description: 'What it serves, and how much of it is going on. It needs no token.',
  answers: { 200: { description: 'It serves.', ...json('Health') } },
  hasHead: true,
  isOpen: true,
  handle: ({ mock }) =>
    ok({
      status: 'ok',
      version,
      seed: mock.base.seed,
      datasets: datasetSlugs,
      sandboxes: mock.count,
      exports: mock.exportCount,
      downloads: mock.shared.downloads.active,
    }),
})

/** @param all every route there is */
export function aboutRoutes(all: () => readonly Route[]): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: '',
      operationId: 'listOperations',
      tag: 'The mock',
      summary: 'List what there is',
      description: 'Every operation of this document, for a first look with curl; a browser gets the live page.',
      answers: { 200: { description: 'The operations.', ...json('Index') } },
      handle: ({ here }) => ({
        status: 200,
        json: {
          name: 'balkanid-mock',
          version,
          openapi: `${here.baseUrl}${adminPrefix}/openapi.json`,
          operations: Object.fromEntries(
            all().map(({ method, path, summary }) => [`${method} ${here.baseUrl}${adminPrefix}${path}`, summary]),
          ),
        },
        isIndented: true,
      }),
    }),
    health,
    route({
      method: 'GET',
      path: '/openapi.json',
      operationId: 'getOpenApi',
      tag: 'The mock',
      summary: 'Describe the admin API',
      description: 'As OpenAPI 3.1, made of what the server runs by.',
      answers: { 200: { description: 'This document.', ...json('OpenApi') } },
      async handle({ mock, here, hasToken }) {
        const { adminDocument } = await import('../openapi/document.ts')
        return {
          status: 200,
          json: adminDocument({ routes: all(), mock, version, serverUrl: here.baseUrl, hasToken }),
          isIndented: true,
        }
      },
    }),
  ]
}
