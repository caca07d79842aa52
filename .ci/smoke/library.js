import { deepStrictEqual } from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { npm, root, run } from './run.js'

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')

/** Compiles the user's sources against the installed declarations, as Node and as bundlers resolve them. */
export async function checkTypes(project) {
  const { devDependencies } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'))
  await npm(['install', '--save-dev', `@types/node@${devDependencies['@types/node']}`], { cwd: project })
  for (const config of ['bundler', 'nodenext']) await compile(project, `tsconfig.${config}.json`)
}

/** Compiles with the compiler of this repository. @throws with what it found */
export async function compile(project, config) {
  // tsc writes its findings to stdout, which an error of `run` does not show.
  await run(process.execPath, [tsc, '-p', config], { cwd: project }).catch((error) => {
    throw new Error(`${config}:\n${error.stdout}`)
  })
}

/** Runs what was compiled: from ESM with the whole flow, and from CommonJS. */
export async function checkLibrary(project, { program }, hashes) {
  deepStrictEqual(JSON.parse(await run(program, ['consumer.js'], { cwd: project })), hashes)
  await run(program, ['consumer.cjs'], { cwd: project })
}
