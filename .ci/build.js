// Makes dist/ from nothing: the library's modules with their declarations, the bundled command, and the JSON Schemas of its
// config file, as the command prints it, and of its reports.
import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')

rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true })
// No source maps: the modules are the sources without their types, line comments included, and the sources are not shipped.
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' })
await import('./bundle.js')
const schema = execFileSync(process.execPath, ['dist/bin/balkanid-mock.js', 'config', 'schema'], { cwd: root })
writeFileSync(new URL('../dist/config.schema.json', import.meta.url), schema)
const { reportSchema } = await import('../dist/contracts/report/json-schema.js')
writeFileSync(new URL('../dist/report.schema.json', import.meta.url), `${JSON.stringify(reportSchema, null, 2)}\n`)
