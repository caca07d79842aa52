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
// A reader that goes away (`| head`) closes the stream; what was being written fails with EPIPE. Of stdout the command says what
// that means; of stderr nobody reads on, which must not end a server. Without a listener Node would end the process.
process.stdout.on('error', () => undefined)
process.stderr.on('error', () => undefined)

process.exitCode = await main(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  kill: (pid, signal) => void process.kill(pid, signal),
  platform: process.platform,
  cwd: process.cwd(),
  stop: stop.signal,
})
