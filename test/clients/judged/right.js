import { run } from './client.js'

await run()
