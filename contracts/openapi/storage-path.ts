import type { Dataset } from '../dataset.ts'
import { type PathItem, pascalCase, type Response } from './document.ts'
import { fileSchemaRef } from './file-schema.ts'
import { conditionRefs, headerRefs, rangeRefs } from './headers.ts'
import { mockServer, presignedUrlParameterRefs, storagePath } from './presigned-url.ts'
import { csvExample } from './row-examples.ts'
import { downloadsOtherwise, pollsOtherwise } from './storage-responses.ts'

/** The pre-signed object of a dataset: HEAD to poll, GET to download. */
export function storagePaths(dataset: Dataset): Record<string, PathItem> {
  const { slug, title } = dataset
  const operationSuffix = `${pascalCase(slug)}File`
  return {
    [storagePath(dataset)]: {
      description:
        'Where the two pre-signed URLs of the POST lead on the mock. Clients take a URL as it is and never build one: ' +
        'the service says nothing about host, path and query.',
      'x-basis': 'assumed',
      servers: [{ url: mockServer, description: 'The mock.' }],
      parameters: [...presignedUrlParameterRefs, ...conditionRefs],
      head: {
        operationId: `poll${operationSuffix}`,
        tags: [title],
        summary: 'Poll for the file',
        description: 'HEAD `pollingUrl`, which is signed for HEAD: 404 until the file is ready, then 200.',
        'x-basis': 'documented',
        security: [],
        responses: { 200: ready, ...pollsOtherwise },
      },
      get: {
        operationId: `download${operationSuffix}`,
        tags: [title],
        summary: 'Download the file',
        description: 'GET `url`, which is signed for GET, once a poll has answered 200.',
        'x-basis': 'documented',
        security: [],
        parameters: [...rangeRefs],
        responses: { 200: wholeFile(dataset), ...downloadsOtherwise },
      },
    },
  }
}

// HEAD answers `Content-Type: text/csv` too; OpenAPI ignores a header of that name, and a body there is none.
const ready: Response = {
  description: 'The file is ready. The header fields are those of a GET, `Content-Type: text/csv` among them.',
  'x-basis': 'documented',
  headers: headerRefs('Accept-Ranges', 'Content-Length', 'ETag', 'Last-Modified'),
}

function wholeFile(dataset: Dataset): Response {
  return {
    description: 'The whole file.',
    'x-basis': 'documented',
    headers: headerRefs('Accept-Ranges', 'Content-Length', 'ETag', 'Last-Modified'),
    content: { 'text/csv': { schema: fileSchemaRef(dataset), example: csvExample(dataset.download.columns) } },
  }
}
