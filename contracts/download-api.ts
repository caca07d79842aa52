/**
 * What all bulk downloads have in common.
 * @source https://developer.balkan.id/bulk-requests-download-api-early-access-12828109e0
 */
export const downloadApi = {
  /** Where the documented service lives; a client replaces nothing but this host. */
  server: 'https://app.balkan.id',
  basePath: '/api/rest/v0',
  headers: {
    keyId: { name: 'X-Api-Key-ID', required: false, description: 'The id of the API key.' },
    keySecret: { name: 'X-Api-Key-Secret', required: false, description: 'The secret of the API key.' },
    contentType: {
      name: 'Content-Type',
      required: false,
      default: 'application/json',
      description: 'The media type of the body.',
    },
  },
  response: {
    pollingUrl: 'Pre-signed. HEAD it until the answer is 200; 404 means that the file is not ready yet.',
    url: 'Pre-signed. GET it for the CSV once polling has answered 200.',
  },
  errors: { 500: 'The service failed. The documentation does not show a body.' },
} as const
