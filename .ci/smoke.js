// Tries the package as a user gets it: packed, installed into an empty folder, and run with every Node that it promises.
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkCommand } from './smoke/command.js'
import { goldenHashes } from './smoke/golden-hashes.js'
import { install, pack } from './smoke/install.js'
import { checkLibrary, checkTypes } from './smoke/library.js'
import { nodeBinaries } from './smoke/node-binaries.js'
import { checkNpmStart } from './smoke/npm-start.js'
import { step } from './smoke/run.js'
import { checkJest, checkVitest, vitestVersions } from './smoke/runners.js'

const scratch = await mkdtemp(join(tmpdir(), 'balkanid-mock-smoke-'))
const project = join(scratch, 'user-project')
try {
  const hashes = await goldenHashes()
  const tarball = await step('pack', () => pack(scratch))
  await mkdir(project)
  await step('install the tarball alone', () => install(project, tarball))
  const nodes = await step('fetch every Node', () => nodeBinaries(join(scratch, 'nodes')))
  for (const node of nodes) await step(`command, ${node.label}`, () => checkCommand(project, node, hashes))

  await cp(new URL('smoke/', import.meta.url), project, { recursive: true, filter: (path) => !path.endsWith('.js') })
  await cp(new URL('../examples/testing/', import.meta.url), join(project, 'testing'), { recursive: true })
  await step('compile a strict TypeScript user', () => checkTypes(project))
  for (const node of nodes) await step(`library, ${node.label}`, () => checkLibrary(project, node, hashes))
  await step('npm start', () => checkNpmStart())
  // Last, since then the package is no longer alone in the project.
  for (const version of vitestVersions) await step(`vitest ${version}`, () => checkVitest(project, version))
  await step('jest', () => checkJest(project))
} finally {
  await rm(scratch, { recursive: true, force: true })
}
