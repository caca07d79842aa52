import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { get } from 'node:http'
import { createInterface } from 'node:readline'

/**
 * Starts a program that prints a line of JSON with `baseUrl` once it serves.
 * @returns milliseconds from the start of the process to its first answer
 */
export async function timeToFirstAnswer(args, path, env) {
  const start = performance.now()
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  child.stderr.on('data', (text) => {
    log += text
  })
  const exit = once(child, 'exit')
  try {
    const baseUrl = await Promise.race([baseUrlOf(child), exit.then(([code]) => Promise.reject(ended(code, log)))])
    await answer(baseUrl + path)
    return performance.now() - start
  } finally {
    child.kill()
    await exit
  }
}

async function baseUrlOf(child) {
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('{')) continue
    const { baseUrl } = JSON.parse(line)
    if (baseUrl !== undefined) return baseUrl
  }
  return new Promise(() => undefined) // it has ended, which is seen elsewhere
}

function answer(url) {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`GET ${url} was answered ${response.statusCode}.`))
      response.resume().on('end', resolve)
    }).on('error', reject)
  })
}

function ended(code, log) {
  return new Error(`The program ended with ${code} before it served.\n${log}`)
}
