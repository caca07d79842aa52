import type { OpenAPIV3_1 } from 'openapi-types'
import type { Dataset } from '../dataset.ts'
import { datasets as allDatasets } from '../datasets/index.ts'
import { downloadApi } from '../download-api.ts'
import { apiPaths, downloadUrlsSchema, keyParameters, parameterSchemas, securitySchemes } from './api-path.ts'
import { merged } from './document.ts'
import { fileSchemas } from './file-schema.ts'
import { requestHeaders, responseHeaders } from './headers.ts'
import { mockServer, presignedUrlParameters } from './presigned-url.ts'
import { problemResponses, problemSchema } from './problem.ts'
import { storagePaths } from './storage-path.ts'
import { storageResponses, storageSchemas } from './storage-responses.ts'

const description = `\
A local mock of BalkanID's bulk download API, and the contract that it keeps. BalkanID neither makes nor endorses it.

A download takes three steps:

1. POST for two pre-signed URLs of one file;
2. HEAD \`pollingUrl\` until the answer is 200; 404 means that the file is not ready yet;
3. GET \`url\` for the CSV.

\`x-basis\` tells how a statement is known, and holds for everything beneath it that has none of its own:
\`documented\` (BalkanID's documentation says it), \`inferred\` (it follows from what the documentation shows) or
\`assumed\` (the documentation is silent, and the mock had to choose).`

/**
 * The contract as an OpenAPI document.
 * @param version of the package, since the document is a part of it
 */
export function openApiDocument({
  version,
  datasets = Object.values(allDatasets),
}: {
  readonly version: string
  readonly datasets?: readonly Dataset[]
}): OpenAPIV3_1.Document {
  return {
    // Not 3.1.1: the specification is the same, and some readers compare the whole version.
    openapi: '3.1.0',
    info: {
      title: 'balkanid-mock',
      version,
      summary: 'The bulk download API of BalkanID, as balkanid-mock serves it.',
      description,
      // Spectral wants somebody to turn to; the name says at least whom not to.
      contact: { name: 'balkanid-mock, which is independent of BalkanID' },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [
      { url: mockServer, description: 'The mock.' },
      { url: downloadApi.server, description: 'The documented service.' },
    ],
    tags: datasets.map(tag),
    paths: merged(datasets.flatMap((dataset) => [apiPaths(dataset), storagePaths(dataset)])),
    components: {
      schemas: {
        DownloadUrls: downloadUrlsSchema,
        ...merged(datasets.flatMap((dataset) => [parameterSchemas(dataset), fileSchemas(dataset)])),
        Problem: problemSchema,
        ...storageSchemas,
      },
      parameters: { ...keyParameters, ...presignedUrlParameters, ...requestHeaders },
      headers: responseHeaders,
      responses: { ...problemResponses, ...storageResponses },
      securitySchemes,
    },
  }
}

function tag({ slug, title, download }: Dataset): OpenAPIV3_1.TagObject {
  return { name: title, description: `The bulk download of \`${slug}\`.`, externalDocs: { url: download.source } }
}
