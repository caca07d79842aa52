import type { CsvJudge, Dataset, Report, Rule } from '../../../contracts/index.ts'

const header: Rule = {
  id: 'csv/header',
  level: 'must',
  requirement: 'The header has every documented column.',
  source: 'https://example.com/csv',
  basis: 'documented',
}
const bom: Rule = {
  id: 'csv/bom',
  level: 'should',
  requirement: 'The file begins with no byte order mark.',
  source: 'https://example.com/csv',
  basis: 'inferred',
}

/** Judges two things only, and quotes the file in what it finds, as a checker of files does. */
export const tinyCsvJudge: CsvJudge = (dataset) => {
  const chunks: Uint8Array[] = []
  return {
    push: (chunk) => void chunks.push(Uint8Array.from(chunk)),
    end: () => reportOf(dataset, Buffer.concat(chunks).toString('utf8')),
  }
}

function reportOf({ slug, download: { columns } }: Dataset, file: string): Report {
  const hasBom = file.startsWith('\ufeff')
  const first = file.replace(/^\ufeff/, '').split(/\r?\n/)[0]!
  const names = first.split(',').map((name) => name.replace(/^"|\*?"?$/g, ''))
  const isWhole = columns.every(({ name }) => names.includes(name))
  const finding = (byte: number) => ({
    received: file.slice(0, 200),
    expected: `something else than ${file.slice(0, 200)}`,
    remedy: `Do not write ${file.slice(0, 200)}.`,
    note: file.slice(0, 200),
    place: { row: 0, line: 1, column: { number: 1, name: names[0]! }, byte },
  })
  return {
    judge: 'csv',
    subject: 'CSV',
    dataset: slug,
    verdicts: [
      isWhole
        ? { rule: header, result: 'passed' }
        : { rule: header, result: 'failed', findings: [finding(0)], total: 1 },
      hasBom ? { rule: bom, result: 'failed', findings: [finding(0)], total: 1 } : { rule: bom, result: 'passed' },
    ],
    facts: { beginning: file.slice(0, 200) },
  }
}
