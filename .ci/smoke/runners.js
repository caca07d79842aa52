import { match } from 'node:assert/strict'
import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compile } from './library.js'
import { npm, root, run } from './run.js'

const { peerDependencies, devDependencies } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'))

/** The oldest vitest that the package allows, and the one that its own tests run with. */
export const vitestVersions = [`${peerDependencies.vitest.replace('>=', '')}.0`, devDependencies.vitest]

/** Tries matchers and fixtures as a user of vitest does. */
export async function checkVitest(project, version) {
  await npm(['install', '--save-dev', `vitest@${version}`], { cwd: project })
  const folder = join(project, 'runners/vitest')
  await compile(folder, 'tsconfig.json')
  await copyFile(join(folder, 'matchers.test.ts'), join(folder, 'again.test.ts'))
  const inOneWorker = ['--no-isolate', '--no-file-parallelism']
  const stdout = await test(project, 'vitest/vitest.mjs', ['run', '--root', folder, ...inOneWorker])
  match(stdout, /The server of the file before has ended\./)
  await test(project, 'vitest/vitest.mjs', ['run', '--root', join(project, 'testing/vitest')])
}

/** Tries the matchers as a user of jest does, with its functions imported and as globals. */
export async function checkJest(project) {
  await npm(['install', '--save-dev', 'jest@30', '@types/jest@30'], { cwd: project })
  const folder = join(project, 'runners/jest')
  const imported = await readFile(join(folder, 'imported.test.ts'), 'utf8')
  await writeFile(join(folder, 'globals.test.ts'), imported.replace(/^import .* from '@jest\/globals'$/m, ''))
  await copyFile(join(project, 'testing/my-client.ts'), join(folder, '../my-client.ts'))
  await copyFile(join(project, 'testing/jest/download.test.ts'), join(folder, 'example.test.ts'))
  await compile(folder, 'tsconfig.json')
  await test(project, 'jest/bin/jest.js', ['--rootDir', join(project, 'runners/built')], {
    NODE_OPTIONS: '--experimental-vm-modules', // the package is made of modules
  })
}

async function test(project, bin, args, variables = {}) {
  const env = { ...process.env, NO_COLOR: '1', ...variables }
  const program = join(project, 'node_modules', bin)
  return run(process.execPath, [program, ...args], { cwd: project, env }).catch((error) => {
    throw new Error(`${bin}:\n${error.stdout}\n${error.stderr}`)
  })
}
