import type { OpenAPIV3_1 } from 'openapi-types'
import { datasetSlugs } from '../../../contracts/contract.ts'
import {
  type Header,
  merged,
  type Parameter,
  type PathItem,
  type Reference,
  type Response,
  type Responses,
  ref,
  type Schema,
} from '../../../contracts/openapi/document.ts'
import { phases } from '../../faults/fault.ts'
import type { Mock } from '../../mock.ts'
import { scenarioShape } from '../../scenarios/scenario.ts'
import { adminPrefix } from '../admin-prefix.ts'
import { type Answer, type AnswerHeader, type QueryMembers, type Route, tags } from '../route.ts'
import { hoisted } from './hoist.ts'
import { reportParts } from './report-schemas.ts'
import { answerSchemas } from './schemas.ts'

export interface DocumentOptions {
  readonly routes: readonly Route[]
  readonly mock: Mock
  /** Of the package. */
  readonly version: string
  /** Where the reader has reached the server. */
  readonly serverUrl: string
  /** Whether the server asks for a token. */
  readonly hasToken: boolean
}

const description = `\
Steers balkanid-mock: its sandboxes and their clocks, the exports and exchanges in them, and the scenarios. None of it is
a part of the API that the mock emulates.

Calls that change something take \`application/json\` and nothing else. Problems are those of RFC 9457, each saying what
was received, what was expected and how to mend it. Web pages of other origins are refused.`

/** The mock's own operations as an OpenAPI document. */
export function adminDocument({ routes, mock, version, serverUrl, hasToken }: DocumentOptions): OpenAPIV3_1.Document {
  const security = hasToken ? [{ [tokenScheme]: [] }] : []
  return {
    openapi: '3.1.0',
    info: {
      title: 'balkanid-mock: admin API',
      version,
      summary: 'How to steer the mock.',
      description,
      contact: { name: 'balkanid-mock, which is independent of BalkanID' },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: serverUrl, description: 'This mock.' }],
    tags: Object.entries(tags).map(([name, about]) => ({ name, description: about })),
    security,
    paths: pathsOf(routes, security),
    components: {
      schemas: schemasOf(routes, mock),
      parameters: pathParameters,
      headers,
      responses: problemResponses,
      ...(hasToken && { securitySchemes: { [tokenScheme]: { type: 'http', scheme: 'bearer' } as const } }),
    },
  }
}

const tokenScheme = 'Token'

/** The bodies' schemas are those that the server checks by; what they have in common is a component of its own. */
function schemasOf(routes: readonly Route[], mock: Mock): Record<string, Schema> {
  const bodies = routes.flatMap(({ body }) => (body === undefined ? [] : [[body.schema, body.shape(mock).schema]]))
  return hoisted(
    { ...Object.fromEntries(bodies), ...answerSchemas, ...reportParts } as Record<string, Schema>,
    deviationSchemas(),
  )
}

/** The schema of a deviation in each phase, which holds those of all faults that act in it. */
function deviationSchemas(): ReadonlyMap<unknown, string> {
  const properties = scenarioShape.schema.properties as Readonly<Record<string, { readonly items: unknown }>>
  return new Map(phases.map((phase) => [properties[phase]!.items, `${capitalised(phase)}Deviation`]))
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

type Security = OpenAPIV3_1.SecurityRequirementObject[]

function pathsOf(routes: readonly Route[], security: Security): Record<string, PathItem> {
  const paths = new Map<string, PathItem>()
  for (const route of routes) {
    const path = adminPrefix + route.path
    const operations = operationsOf(route, security)
    paths.set(path, { ...(paths.get(path) ?? parametersIn(path)), ...operations })
  }
  return Object.fromEntries(paths)
}

function parametersIn(path: string): PathItem {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
  return names.length === 0 ? {} : { parameters: names.map((name) => ref('parameters', name)) }
}

function operationsOf(route: Route, security: Security): PathItem {
  const operation = operationOf(route, security)
  const { method, hasHead, operationId, answers } = route
  if (!hasHead) return { [method.toLowerCase()]: operation }
  const responses = { ...operation.responses, ...withoutContent(answers) }
  return {
    [method.toLowerCase()]: operation,
    head: { ...operation, operationId: `${operationId}Head`, responses },
  }
}

function operationOf(route: Route, security: Security) {
  const { operationId, tag, summary, description, query = {}, body, takes, answers, isOpen } = route
  return {
    operationId,
    tags: [tag],
    summary,
    description,
    ...(isOpen && security.length > 0 && { security: [] }),
    ...(Object.keys(query).length > 0 && { parameters: parametersOf(query) }),
    ...(body !== undefined && {
      requestBody: {
        required: body.isRequired,
        content: { 'application/json': { schema: ref('schemas', body.schema), example: body.example } },
      },
    }),
    ...(takes !== undefined && {
      requestBody: { required: true, content: { [takes]: { schema: ref('schemas', 'CsvText') } } },
    }),
    responses: { ...answersOf(answers), ...problemsOf(route) } as Record<string, Response | Reference>,
  }
}

function parametersOf(query: QueryMembers): Parameter[] {
  return Object.entries(query).map(([name, { shape, description }]) => ({
    name,
    in: 'query',
    description,
    schema: shape.schema as NonNullable<Parameter['schema']>,
  }))
}

function answersOf(answers: Route['answers']): Responses {
  return Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, answerOf(answer)]))
}

function answerOf({ description, content, headers = [] }: Answer): Response {
  return {
    description,
    ...(headers.length > 0 && { headers: Object.fromEntries(headers.map((name) => [name, ref('headers', name)])) }),
    ...(content && {
      content: Object.fromEntries(
        Object.entries(content).map(([mediaType, schema]) => [mediaType, { schema: ref('schemas', schema) }]),
      ),
    }),
  }
}

function withoutContent(answers: Route['answers']): Responses {
  return Object.fromEntries(Object.entries(answers).map(([status, { description }]) => [status, { description }]))
}

const headers: Record<AnswerHeader, Header> = {
  Location: { description: 'Where it is from now on.', schema: { type: 'string', format: 'uri-reference' } },
  Vary: { description: 'What the answer depends on.', schema: { type: 'string' } },
}

const pathParameters: Record<string, Parameter> = {
  id: pathParameter(
    'id',
    'The id of a sandbox, or the name of a scenario; `default` is the sandbox of the root.',
    'default',
  ),
  exportId: pathParameter('exportId', 'The id of an export.', '01JZZZZZZZZZZZZZZZZZZZZZZZ'),
  dataset: pathParameter('dataset', 'The slug of a dataset.', datasetSlugs[0]!),
  number: pathParameter('number', 'The number of an exchange.', '1'),
  name: pathParameter('name', 'The name of a scenario: lower-case letters, digits and hyphens.', 'flaky-polls'),
}

function pathParameter(name: string, description: string, example: string): Parameter {
  return { name, in: 'path', required: true, description, schema: { type: 'string' }, example }
}

interface Refused {
  readonly name: string
  readonly status: number
  readonly description: string
  /** Which operations refuse so. */
  readonly by: (route: Route) => boolean
}

const changes = ({ method }: Route) => method !== 'GET'

const refusals: readonly Refused[] = [
  {
    name: 'BadRequest',
    status: 400,
    description: 'What was sent is wrong; `mistakes` lists everything.',
    by: () => true,
  },
  { name: 'Unauthorized', status: 401, description: 'The token is missing or wrong.', by: ({ isOpen }) => !isOpen },
  {
    name: 'Forbidden',
    status: 403,
    description: 'The request is for a foreign host, or of a web page of another origin.',
    by: () => true,
  },
  { name: 'NotFound', status: 404, description: 'There is no such thing.', by: ({ path }) => path.includes('{') },
  {
    name: 'Conflict',
    status: 409,
    description: 'What is there is in the way.',
    by: ({ conflicts }) => conflicts === true,
  },
  {
    name: 'ContentTooLarge',
    status: 413,
    description: 'The body is longer than the mock reads.',
    by: (route) => changes(route) && route.takes === undefined,
  },
  {
    name: 'UnsupportedMediaType',
    status: 415,
    description: 'The body is not sent as the media type that is read.',
    by: changes,
  },
]

function problemsOf(route: Route): Responses {
  const own = refusals.filter(({ by }) => by(route))
  return Object.fromEntries(own.map(({ status, name }) => [status, ref('responses', name)]))
}

const problemResponses: Record<string, Response> = merged(
  refusals.map(({ name, description }) => ({
    [name]: { description, content: { 'application/problem+json': { schema: ref('schemas', 'Problem') } } },
  })),
)
