// npm run bench [-- <name> …] [--write] [--cpu-prof <folder>]
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { rows } from './rows/index.js'
import { bundleSources } from './support/build.js'
import { report } from './support/report.js'
import { markdownTable, summarize } from './support/table.js'

const { values: flags, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    write: { type: 'boolean', default: false },
    /** A profile of every server process goes into this folder; the figures of such a run are too low. */
    'cpu-prof': { type: 'string' },
  },
})
const unknown = names.find((name) => rows.every((row) => row.name !== name))
if (unknown !== undefined) {
  console.error(`There is no row "${unknown}". There are: ${rows.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}
if (flags.write && (names.length > 0 || flags['cpu-prof'] !== undefined)) {
  console.error('RESULTS.md holds all rows, measured without a profiler: --write takes nothing else.')
  process.exit(2)
}
const chosen = names.length === 0 ? rows : rows.filter(({ name }) => names.includes(name))
const execArgv = flags['cpu-prof'] === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${flags['cpu-prof']}`]

const bundle = await bundleSources()
try {
  const summaries = []
  for (const row of chosen) {
    const summary = summarize(row, await runRow(row.name))
    summaries.push(summary)
    const { what, measured, reach, reached, sides, note } = summary
    console.error(`${row.name}: ${what}: ${measured}, reach ${reach}: ${reached} [${sides}]${note ? ` ${note}` : ''}`)
  }
  console.log(markdownTable(summaries))
  if (flags.write) await writeResults(await report(summaries, rows))
} finally {
  await bundle.remove()
}

/** Each row has a process of its own, so that none runs on what another has made the engine optimize. */
async function runRow(name) {
  const context = { name, folder: bundle.folder, modules: bundle.moduleUrl('').slice(0, -'/.js'.length), execArgv }
  const child = fork(fileURLToPath(new URL('run-row.js', import.meta.url)), [JSON.stringify(context)])
  const exit = once(child, 'exit')
  const result = await Promise.race([once(child, 'message'), exit])
  await exit
  if (typeof result[0] !== 'object' || result[0] === null) throw new Error(`The row "${name}" failed.`)
  return result[0]
}

/** What was found out about the figures is written by hand, below its heading, and stays when they are measured again. */
async function writeResults(fresh) {
  const file = new URL('RESULTS.md', import.meta.url)
  const former = await readFile(file, 'utf8').catch(() => '')
  const at = former.indexOf('\n## What limits')
  await writeFile(file, fresh + (at === -1 ? '' : former.slice(at)))
}
