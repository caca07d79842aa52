import { run } from './client.js'

// Has one set of headers for whatever it asks.
await run({ storageHeaders: { 'x-api-key-id': 'nightly-job', 'x-api-key-secret': 'not-a-real-secret' } })
