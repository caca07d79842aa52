import { run } from './client.js'

// Polls until somebody ends it.
await run({ budget: Number.POSITIVE_INFINITY })
