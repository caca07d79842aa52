import { expect, test } from 'vitest'
import type { ReportFormatName, Snapshot } from '../../../contracts/index.ts'
import { deliverComparison } from '../../../server/cli/comparison.ts'
import { emptyIo, Screen } from '../../support/terminal.ts'

/** What somebody saw of a dataset: an answer to some of the questions. */
function snapshot(answers: Readonly<Record<string, string | null>>, dataset = 'requests'): Snapshot {
  return {
    format: 'balkanid-mock/snapshot/1',
    recordedOn: '2026-03-04',
    tool: { name: 'a', version: '1' },
    datasets: [{ dataset, answers }],
  }
}

async function compared(theirs: Snapshot, mock: Snapshot, format: ReportFormatName = 'console') {
  const stdout = new Screen()
  const delivery = { format, strict: false, verbose: false, out: undefined }
  const code = await deliverComparison(theirs, mock, delivery, emptyIo({ stdout }))
  return { code, text: stdout.text }
}

const mock = snapshot({ bom: 'none', 'line-end': 'LF' })

test('where the mock answers as the service did, the exit code is 0', async () => {
  const { code, text } = await compared(mock, mock)
  expect(code).toBe(0)
  expect(text).toContain('= Line end? (requests)\n    documentation  nothing (inferred: LF)\n    both           LF\n')
  expect(text).toContain('2 the same, 0 different, ')
})

test('where it does not, the exit code is 1, and the difference comes first', async () => {
  const { code, text } = await compared(snapshot({ bom: 'none', 'line-end': 'CRLF' }), mock)
  expect(code).toBe(1)
  expect(text).toMatch(
    /^≠ Line end\? \(requests\)\n {4}documentation {2}nothing \(inferred: LF\)\n {4}record {9}CRLF\n {4}mock {11}LF\n\n= /,
  )
})

test('what one of them did not show is not known', async () => {
  const { code, text } = await compared(snapshot({ bom: 'none', 'line-end': null }), mock)
  expect(code).toBe(0)
  expect(text).toContain('? Line end? (requests)\n')
  expect(text).toContain('    record         not seen\n    mock           LF\n')
})

test('where nothing can be compared, the exit code is 4', async () => {
  expect(await compared(snapshot({}), mock)).toMatchObject({ code: 4 })
})

test('a dataset that only the record has is named', async () => {
  const { code, text } = await compared(snapshot({ bom: 'none' }, 'applications'), mock)
  expect({ code, text }).toEqual({
    code: 4,
    text: '0 the same, 0 different, 0 not known; the record is of 2026-03-04.\nOnly one side has applications, requests.\n',
  })
})

test('what a record says is made safe to print, as it is a file of others', async () => {
  const { text } = await compared(snapshot({ bom: '\u001b[2J\nnone', 'line-end': 'x'.repeat(10_000) }), mock)
  expect(text).toContain('\\u001b[2J\\nnone')
  expect(text).not.toContain('\u001b')
  expect(text.length).toBeLessThan(10_000)
})

test('no line is wider than 80 columns', async () => {
  const { text } = await compared(snapshot({ bom: 'some words '.repeat(20) }), mock)
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([])
})

test('as JSON it is the rows', async () => {
  const { text } = await compared(snapshot({ 'line-end': 'CRLF' }), mock, 'json')
  const { recordedOn, counts, rows } = JSON.parse(text) as { recordedOn: string; counts: object; rows: object[] }
  expect({ recordedOn, counts }).toMatchObject({ recordedOn: '2026-03-04', counts: { same: 0, differs: 1 } })
  expect(rows).toContainEqual(
    expect.objectContaining({ id: 'line-end', snapshot: 'CRLF', mock: 'LF', result: 'differs' }),
  )
})

test('as Markdown it is a table', async () => {
  const { text } = await compared(snapshot({ 'line-end': '<b>|' }), mock, 'markdown')
  expect(text).toMatch(/^\| question \| datasets \| documentation says \| snapshot \| mock \| result \|\n\| --- \|/)
  expect(text).toMatch(/\n\| Line end\? \| requests \| .* \| &#60;b&#62;&#124; \| LF \| differs \|\n/)
})
