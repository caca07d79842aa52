import { main } from './main.ts'

// The only place that touches the process.
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stop.abort()
    // Nothing may hold a user who asks twice.
    process.once(signal, () => process.exit(130))
  })
}
// A reader that goes away (`| head`) closes stdout; what was being written fails with EPIPE, and the command says what that means.
process.stdout.on('error', () => undefined)

process.exitCode = await main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  stop: stop.signal,
})
