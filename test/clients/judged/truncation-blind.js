import { run } from './client.js'

// Takes whatever arrives for the file.
await run({ checksFile: false })
