import { run } from './client.js'

// Polls as fast as the answers come.
await run({ firstWait: 0, longestWait: 0 })
