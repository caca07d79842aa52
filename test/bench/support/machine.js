import { readFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { root } from './build.js'

/** What the figures were measured on: without it they say little. */
export async function describeMachine() {
  const packages = ['fastify', '@faker-js/faker', 'csv-stringify']
  const versions = await Promise.all(packages.map(async (name) => `${name} ${await versionOf(name)}`))
  const [cpu] = cpus()
  return [
    `- ${cpus().length} cores, ${cpu?.model.trim() ?? 'unknown CPU'}, ${Math.round(totalmem() / 2 ** 30)} GiB of memory`,
    `- Node ${process.version} on ${process.platform} ${process.arch}`,
    `- ${versions.join(', ')}`,
  ].join('\n')
}

async function versionOf(name) {
  return JSON.parse(await readFile(join(root, 'node_modules', name, 'package.json'), 'utf8')).version
}
