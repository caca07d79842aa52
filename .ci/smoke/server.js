import { strictEqual } from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { request } from './http.js'

const startWithinMs = 60_000
const endWithinMs = 1000

/** Starts a program that serves and says so in a line of JSON. */
export async function startServer(program, args, options) {
  const child = spawn(program, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
  const exit = once(child, 'exit')
  const tooLate = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), startWithinMs)
  const baseUrl = await baseUrlIn(child.stdout).finally(() => clearTimeout(tooLate))
  return {
    baseUrl,
    /** SIGTERM to its process group, as from a supervisor. @returns the exit code, or the signal that ended it */
    async stop() {
      process.kill(-child.pid, 'SIGTERM')
      const [code, signal] = await Promise.race([exit, sleep(endWithinMs, ['still running'])])
      if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL')
      await untilRefused(baseUrl)
      return signal ?? code
    },
  }
}

/** npm ends before what it started, so for a moment the server may still take a connection, only to break it off. */
async function untilRefused(baseUrl) {
  const deadline = performance.now() + endWithinMs
  const code = () =>
    request(`${baseUrl}/__mock/health`).then(
      () => 'answered',
      (error) => error.code,
    )
  let outcome = await code()
  while (outcome !== 'ECONNREFUSED' && performance.now() < deadline) {
    await sleep(10)
    outcome = await code()
  }
  strictEqual(outcome, 'ECONNREFUSED')
}

async function baseUrlIn(stdout) {
  for await (const line of createInterface({ input: stdout })) {
    if (line.startsWith('{')) return JSON.parse(line).baseUrl
  }
  throw new Error('It ended without having served.')
}
