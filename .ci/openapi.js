// Writes openapi.yaml from contracts/; with --check it only tells whether the file is fresh.
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { stringify } from 'yaml'

const root = new URL('../', import.meta.url)
const target = new URL('openapi.yaml', root)
const { check } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values

const { version } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'))
const { openApiDocument } = await importTypeScript('contracts/openapi/index.ts')
const fresh = `# Generated from contracts/ by \`npm run openapi\`: change it there.\n${toYaml(openApiDocument({ version }))}`

if (!check) {
  await writeFile(target, fresh)
} else if ((await readFile(target, 'utf8').catch(() => undefined)) !== fresh) {
  console.error('openapi.yaml is not what contracts/ and the version of package.json give: run `npm run openapi`.')
  process.exitCode = 1
}

/** Node 20 does not read TypeScript; the bundle is imported from memory. */
async function importTypeScript(path) {
  const { outputFiles } = await build({
    entryPoints: [path],
    absWorkingDir: fileURLToPath(root),
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
  })
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`)
}

/** Many readers still follow YAML 1.1, so a string that one would take for a date or a boolean is quoted as well. */
function toYaml(document) {
  return stringify(document, {
    compat: 'yaml-1.1',
    aliasDuplicateObjects: false,
    blockQuote: 'literal',
    singleQuote: true,
    lineWidth: 120,
  })
}
