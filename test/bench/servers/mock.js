import { announce, options } from '../support/serve.js'

const { startMockServer } = await import(process.env.BENCH_SERVER_MODULE)
const { port } = await startMockServer(options)
announce(port)
