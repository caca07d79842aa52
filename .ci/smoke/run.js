import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

export const root = new URL('../../', import.meta.url)

/** Runs a part of the smoke test and says so. */
export async function step(name, part) {
  const start = performance.now()
  try {
    const result = await part()
    console.log(`smoke: ${name}: ok (${((performance.now() - start) / 1000).toFixed(1)} s)`)
    return result
  } catch (error) {
    console.error(`smoke: ${name}: FAILED`)
    throw error
  }
}

/** @returns what the program wrote to stdout; throws with its stderr when it fails or takes too long */
export async function run(program, args, options = {}) {
  const limits = { maxBuffer: 2 ** 28, timeout: 300_000 }
  const { stdout } = await promisify(execFile)(program, args, { ...limits, ...options })
  return stdout
}

export function npm(args, options) {
  return run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], options)
}
