// Bundles the command into dist/bin/, so that it starts faster than Fastify alone does from node_modules, and puts beside it
// what browsers get. `npm start` runs this each time, so it takes a fraction of a second.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { oneStart } from './bundle/one-start.js'
import { copyPages } from './bundle/pages.js'
import { thirdPartyLicenses } from './bundle/third-party-licenses.js'

const root = fileURLToPath(new URL('../', import.meta.url))
const outdir = join(root, 'dist/bin')

// Compilers of schemas, which server/app.ts replaces, and `app.inject`: loaded by Fastify when first used, but bundled they
// are half of what Node has to parse at each start.
const neverUsed = ['@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler', 'light-my-request']

const { outputFiles, metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['.ci/bundle/balkanid-mock.js'],
  outdir,
  bundle: true,
  splitting: true, // what is imported dynamically, faker above all, stays out of the start
  chunkNames: '[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  plugins: [oneStart(join(root, 'server/cli/main.ts'))],
  alias: Object.fromEntries(neverUsed.map((name) => [name, join(root, '.ci/bundle/left-out.cjs')])),
  // CommonJS packages that are bundled still `require` Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
  },
  // Names stay, and lines stay short: an uncaught error prints its line, and a stack trace in a report can be read.
  minifySyntax: true,
  minifyWhitespace: true,
  lineLimit: 160,
  legalComments: 'none', // they are in THIRD-PARTY-LICENSES.txt
  metafile: true,
  write: false,
})

const files = new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]))
files.set('THIRD-PARTY-LICENSES.txt', await thirdPartyLicenses(metafile, root))

await mkdir(outdir, { recursive: true })
await copyPages(root)
await Promise.all([...files].map(([name, contents]) => writeFile(join(outdir, name), contents, { mode: modeOf(name) })))
// Last, so that a mock that runs from here is not without its parts in between.
const stale = (await readdir(outdir)).filter((name) => !files.has(name))
await Promise.all(stale.map((name) => rm(join(outdir, name), { recursive: true })))

function modeOf(name) {
  return name === 'balkanid-mock.js' ? 0o755 : 0o644
}
