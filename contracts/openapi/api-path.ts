import type { Dataset } from '../dataset.ts'
import { downloadApi } from '../download-api.ts'
import {
  type Parameter,
  type PathItem,
  pascalCase,
  type RequestBody,
  type Response,
  type Responses,
  ref,
  type Schema,
  type SecurityScheme,
} from './document.ts'
import { presignedUrlExample } from './presigned-url.ts'
import { refusalsByStatus } from './problem.ts'

const { keyId, keySecret, contentType } = downloadApi.headers
const keyHeaders = [keyId, keySecret]

/** The keys as the header parameters that the documentation lists: generated clients take their types from these. */
export const keyParameters: Record<string, Parameter> = Object.fromEntries(
  keyHeaders.map(({ name, required, description }) => [
    name,
    { name, in: 'header', required, description, 'x-basis': 'documented', schema: { type: 'string' } },
  ]),
)

/** The same keys as credentials: tools that hold some know by this where to put them. */
export const securitySchemes: Record<string, SecurityScheme> = Object.fromEntries(
  keyHeaders.map(({ name, description }) => [name, { type: 'apiKey', in: 'header', name, description }]),
)

/** `POST <dataset>/download-url`. */
export function apiPaths(dataset: Dataset): Record<string, PathItem> {
  const { slug, title, download } = dataset
  return {
    [`${downloadApi.basePath}/${download.path}`]: {
      post: {
        operationId: `create${pascalCase(slug)}DownloadUrl`,
        tags: [title],
        summary: 'Ask for a file',
        description: [
          'Begins an export and answers with two pre-signed URLs of its file.',
          `\`${contentType.name}\` is optional; the default is \`${contentType.default}\`.`,
          `[Documentation](${download.source})`,
        ].join(' '),
        'x-basis': 'documented',
        security: [Object.fromEntries(keyHeaders.map(({ name }) => [name, []])), {}],
        parameters: keyHeaders.map(({ name }) => ref('parameters', name)),
        ...(download.body.length > 0 && { requestBody: requestBody(dataset) }),
        responses: { 200: issued(dataset), ...documentedErrors, ...refusalsByStatus },
      },
    },
  }
}

const parametersName = ({ slug }: Dataset) => `${pascalCase(slug)}Parameters`

/** The JSON body of a dataset's POST as a component; none where the POST takes no body. */
export function parameterSchemas(dataset: Dataset): Record<string, Schema> {
  const { body } = dataset.download
  if (body.length === 0) return {}
  return {
    [parametersName(dataset)]: {
      description: `What to export of \`${dataset.slug}\`.`,
      'x-basis': 'documented',
      type: 'object',
      properties: Object.fromEntries(
        body.map(({ name, type, description, example, basis }) => [
          name,
          { description, 'x-basis': basis, type, examples: [example] },
        ]),
      ),
      required: body.filter(({ required }) => required).map(({ name }) => name),
    },
  }
}

// OpenAPI ignores a header parameter named Content-Type: the body's media type stands for it.
function requestBody(dataset: Dataset): RequestBody {
  const example = Object.fromEntries(dataset.download.body.map(({ name, example }) => [name, example]))
  const schema = ref('schemas', parametersName(dataset))
  return { required: true, content: { [contentType.default]: { schema, example } } }
}

export const downloadUrlsSchema: Schema = {
  description: 'Two pre-signed URLs of one file.',
  'x-basis': 'documented',
  type: 'object',
  properties: Object.fromEntries(
    Object.entries(downloadApi.response).map(([name, description]) => [
      name,
      { description, type: 'string', format: 'uri' },
    ]),
  ),
  required: Object.keys(downloadApi.response),
}

function issued(dataset: Dataset): Response {
  return {
    description: 'The export has begun.',
    'x-basis': 'documented',
    content: {
      'application/json': {
        schema: ref('schemas', 'DownloadUrls'),
        example: {
          pollingUrl: presignedUrlExample(dataset, '0123456789abcdef'.repeat(4)),
          url: presignedUrlExample(dataset, 'fedcba9876543210'.repeat(4)),
        },
      },
    },
  }
}

const documentedErrors: Responses = Object.fromEntries(
  Object.entries(downloadApi.errors).map(([status, description]) => [status, { description, 'x-basis': 'documented' }]),
)
