import { run } from './client.js'

// Polls with GET.
await run({ pollMethod: 'GET' })
