import { execFile } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** So many make 700 MB of `requests`. */
const rows = 1_060_000

/** Writes a file of a dataset, in a process of its own so that this one's memory is as it was, and removes it afterwards. */
export async function withFile({ moduleUrl }, dataset, use) {
  const folder = await mkdtemp(join(tmpdir(), 'balkanid-mock-bench-csv-'))
  try {
    const path = join(folder, `${dataset}.csv`)
    const script = `
      import { createWriteStream } from 'node:fs'
      import { pipeline } from 'node:stream/promises'
      import { CsvFile } from ${JSON.stringify(moduleUrl('generators/index'))}
      const file = await CsvFile.open({ dataset: ${JSON.stringify(dataset)}, rows: ${rows} })
      await pipeline(file.bytes(), createWriteStream(${JSON.stringify(path)}))`
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script])
    return await use({ dataset, path, size: (await stat(path)).size })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** @throws where a rule finds something, or nothing was checked */
export async function validateFile({ moduleUrl }, { dataset, path }) {
  const { outcomeOf, validateCsv } = await import(moduleUrl('contracts/index'))
  const report = await validateCsv(dataset, createReadStream(path), { now: Date.UTC(2026, 0, 1) })
  if (outcomeOf(report, { strict: true }) !== 'kept' || report.facts.rows !== rows) {
    const broken = report.verdicts.filter(({ result }) => result === 'failed')
    throw new Error(`The generated ${dataset} were not found to keep the contract: ${JSON.stringify(broken)}`)
  }
}
