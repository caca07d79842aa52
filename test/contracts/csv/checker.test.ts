import { describe, expect, test } from 'vitest'
import { addresses, column, datasetOf } from '../../../contracts/csv/rules/cases.ts'
import { goDuration, oneOf, text } from '../../../contracts/formats/index.ts'
import {
  CsvChecker,
  csvRules,
  type DatasetSlug,
  datasetSlugs,
  datasets,
  outcomeOf,
  validateCsv,
} from '../../../contracts/index.ts'
import { gathered } from '../../../contracts/report/finding-text.ts'
import { CsvFile, defaultReferenceTime } from '../../../generators/index.ts'
import { specOf } from '../../support/csv-files.ts'
import { checked, failuresIn, findingsIn, resultsOf } from '../../support/csv-reports.ts'

const verdictOf = (id: string, ...args: Parameters<typeof checked>) =>
  checked(...args).verdicts.find(({ rule }) => rule.id === id)!
const header = 'City,Street,House\n'
const people = datasetOf(
  [column('Key', text('x')), column('Who', text('ann'))],
  [{ by: 'Key', column: 'Who', basis: 'inferred' }],
)
const kinds = datasetOf([column('Key', text('x')), column('Kind', oneOf('day', 'night'))])

describe('generated files keep every rule', () => {
  test.each(datasetSlugs)('%s, 50,000 rows', async (slug) => {
    const file = await CsvFile.open(specOf(slug, { rows: 50_000 }))
    const report = await validateCsv(slug, file.bytes(), { now: defaultReferenceTime })
    expect(findingsIn(report)).toEqual([])
    expect(report.facts).toMatchObject({
      rows: 50_000,
      bytes: file.size,
      header: 'plain',
      'line-end': 'LF',
      quoting: 'RFC 4180',
    })
    expect(outcomeOf(report)).toBe('kept')
  })

  test.each(datasetSlugs)('%s, and every rule that applies to it has something to look at', async (slug) => {
    const file = await CsvFile.open(specOf(slug))
    const results = resultsOf(await validateCsv(slug, file.bytes(), { now: defaultReferenceTime }))
    const applicable = csvRules.filter((rule) => rule.appliesTo(datasets[slug]))
    expect(applicable.filter(({ id }) => results[id] !== 'passed')).toEqual([])
  })
})

describe('a report', () => {
  test('names what was judged', () => {
    const { judge, subject, dataset } = checked(addresses, header, { subject: 'export.csv' })
    expect({ judge, subject, dataset }).toEqual({ judge: 'csv', subject: 'export.csv', dataset: 'sample' })
  })

  test('has a verdict for each rule, in their order', () => {
    expect(checked(addresses, header).verdicts.map(({ rule }) => rule.id)).toEqual(csvRules.map(({ id }) => id))
  })

  test('names the page of the dataset as the source of what the documentation says', () => {
    expect(verdictOf('csv/required-cell', addresses, header).rule.source).toBe('https://example.org/sample')
    expect(verdictOf('csv/stray-quote', addresses, header).rule.source).toMatch(/rfc4180/)
  })

  test('goes by the weakest basis of the columns that a rule speaks of', () => {
    const mixed = datasetOf([column('A', oneOf('a'), { basis: 'inferred' }), column('B', oneOf('b'))])
    expect(verdictOf('csv/one-of', mixed, 'A,B\n').rule.basis).toBe('inferred')
    expect(verdictOf('csv/one-of', kinds, 'Key,Kind\n').rule.basis).toBe('documented')
  })

  test('counts what each rule has looked at', () => {
    expect(verdictOf('csv/one-of', kinds, 'Key,Kind\nx,day\ny,\nz,night\n')).toMatchObject({
      result: 'passed',
      checked: 2,
    })
  })

  test('counts only those rows as compared that share an identifier with an earlier one', () => {
    expect(verdictOf('csv/contradicting-rows', people, 'Key,Who\nx,ann\ny,bob\nx,ann\n,bob\ny,bob\n')).toMatchObject({
      result: 'passed',
      checked: 2,
    })
  })

  test('can be asked for again', () => {
    const checker = new CsvChecker(addresses)
    checker.push(Buffer.from(header))
    expect(checker.end()).toEqual(checker.end())
    expect(() => checker.push(Buffer.from('x'))).toThrow('Received a chunk after end(); expected none.')
  })
})

describe('a finding', () => {
  test('says what was received, what was expected, how to mend it, and what is known of it', () => {
    const contradiction = { documentation: 'The page shows both.', goesBy: 'The definition.' }
    const dataset = datasetOf([
      column('Key', text('x')),
      column('Kind', oneOf('day'), { basis: 'inferred', contradiction }),
    ])
    expect(verdictOf('csv/one-of', dataset, 'Key,Kind\nx,"Day\u001b[31m"\n')).toMatchObject({
      findings: [
        {
          received: '"Day\\u001b[31m"',
          expected: 'one of "day"',
          remedy: 'Write one of the words exactly; upper and lower case count.',
          note:
            'What Kind holds is inferred, not documented. ' +
            'The documentation contradicts itself here. The page shows both. Gone by: The definition.',
          place: { row: 1, line: 2, column: { number: 2, name: 'Kind' }, byte: 11 },
        },
      ],
    })
  })

  test.each([
    ['-1h', 'Go would read it, but the documentation shows no duration with a sign or without a unit.'],
    ['0', 'Go would read it, but the documentation shows no duration with a sign or without a unit.'],
    ['1d', undefined],
    ['-1 day', undefined],
  ])('says where a duration is refused that Go reads: %s', (cell, note) => {
    const dataset = datasetOf([column('Key', text('x')), column('For', goDuration)])
    const verdict = verdictOf('csv/go-duration', dataset, `Key,For\nx,${cell}\n`)
    expect(verdict.result === 'failed' && verdict.findings.map((finding) => finding.note)).toEqual([note])
  })

  test('names the row that it contradicts', () => {
    expect(findingsIn(checked(people, 'Key,Who\nx,ann\ny,bob\nx,bob\n'))).toEqual([
      'csv/contradicting-rows: row 3, line 4, column 2 (Who), byte 22: ' +
        'received Who "bob", another than in row 1, which has the same Key "x"; expected one Who for each Key',
    ])
  })

  test('has the line and the byte of the cell, also behind cells of several lines', () => {
    const csv = 'Key,Kind\r\n"a\nb\r\nc",day\r\n"d\ne",noon\r\n'
    expect(findingsIn(checked(kinds, csv))).toEqual([
      'csv/one-of: row 2, line 6, column 2 (Kind), byte 30: received "noon"; expected one of "day", "night"',
    ])
  })

  test('counts bytes from the beginning of the file, a byte order mark included', () => {
    const csv = '\ufeffKey,Kind\nx,noon\n'
    expect(findingsIn(checked(kinds, csv)).at(-1)).toContain('byte 14')
  })

  test('shortens what is long', () => {
    const [finding] = findingsIn(checked(kinds, `Key,Kind\nx,${'long '.repeat(1000)}\n`))
    expect(finding).toContain(`received "${'long '.repeat(16)}" and 4920 more characters;`)
  })

  test('names columns as the file does, wherever they stand', () => {
    const [, finding] = findingsIn(checked(kinds, 'Kind,Key\nnoon,x\n'))
    expect(finding).toContain('column 1 (Kind)')
  })
})

describe('a file that is not separated by commas gets one finding, which says how to mend it', () => {
  const workbook = Buffer.from('PK\x03\x04\x14\0\x06\0 and more', 'latin1')

  test.each([
    [
      'semicolons',
      'City;Street;House\nBonn;"a,b";5\n',
      'a header row separated by ";"',
      'Export the file with commas:',
    ],
    ['tabs', 'City\tStreet\tHouse\nBonn\t\t\n', 'a header row separated by "\\t"', 'Export the file with commas:'],
    ['a line for Excel', `sep=,\n${header}Bonn,,\n`, 'the line "sep=,", which only', 'Leave the line out:'],
    [
      'a workbook',
      workbook,
      'a ZIP archive, such as an Excel workbook: the bytes 50 4B 03 04',
      'Export the sheet as CSV',
    ],
  ])('%s', (_, csv, received, remedy) => {
    const report = checked(addresses, csv)
    expect(failuresIn(report)).toEqual(['csv/missing-header: 1'])
    expect(verdictOf('csv/missing-header', addresses, csv)).toMatchObject({
      findings: [
        {
          received: expect.stringContaining(received),
          expected: 'a header row: City, Street, House …',
          remedy: expect.stringContaining(remedy),
        },
      ],
    })
  })

  test('nothing else is said of it', () => {
    expect(verdictOf('csv/required-cell', addresses, 'City;Street;House\n;;\n')).toMatchObject({
      result: 'not-exercised',
      reason: 'The file is separated by semicolons, so there is no CSV to look at.',
    })
  })

  test('what stands below a line for Excel is judged, and found where it is', () => {
    const csv = `\ufeffsep=,\r\nCity,Street,House\r\n,Am Markt,5\r\n`
    expect(findingsIn(checked(addresses, csv)).map((finding) => finding.replace(/: received.*/, ''))).toEqual([
      'csv/missing-header: no row, line 1, byte 3',
      'csv/byte-order-mark: no row, line 1, byte 0',
      'csv/required-cell: row 1, line 3, column 1 (City), byte 29',
    ])
  })

  test('UTF-16 is named, with a byte order mark or without', () => {
    const csv = Buffer.from(`${header}${'Bonn,,\n'.repeat(1000)}`, 'utf16le')
    for (const file of [csv, Buffer.concat([Buffer.from('\ufeff', 'utf16le'), csv])]) {
      expect(findingsIn(checked(addresses, file))).toEqual([
        expect.stringMatching(/^csv\/not-utf8: no row, line 1, byte 0: received UTF-16: the bytes .*; expected UTF-8$/),
      ])
      expect(verdictOf('csv/nul', addresses, file).result).toBe('not-exercised')
    }
  })
})

describe('a file of another dataset', () => {
  const others = datasetSlugs.flatMap((slug) =>
    datasetSlugs.filter((own) => own !== slug).map((own) => [slug, own] as const),
  )
  const headerOf = (slug: DatasetSlug) => datasets[slug].download.columns.map(({ name }) => name)
  const notesIn = (verdict: ReturnType<typeof verdictOf>) =>
    verdict.result === 'failed' ? [...new Set(verdict.findings.map(({ note }) => note))] : []

  test.each(others)('is recognised: %s where %s were expected', (slug, own) => {
    const csv = `${headerOf(slug).join(',')}\n`
    expect(notesIn(verdictOf('csv/missing-column', datasets[own], csv))).toEqual([
      `These look like the columns of ${slug}.`,
    ])
  })

  test.each(datasetSlugs)('is recognised where not one column is the same: %s', (slug) => {
    const csv = `${headerOf(slug).join(',')}\n`
    expect(notesIn(verdictOf('csv/missing-header', addresses, csv))).toEqual([
      `These look like the columns of ${slug}.`,
    ])
  })

  test.each(datasetSlugs)('is not suspected where half of its own columns are missing: %s', (slug) => {
    const columns = headerOf(slug)
    const first = columns.slice(0, columns.length / 2)
    expect(notesIn(verdictOf('csv/missing-column', datasets[slug], `${first.join(',')}\n`))).toEqual([undefined])
  })
})

describe('findings about the header share what they say, so that a report can gather them', () => {
  const { columns } = datasets.requests.download
  const names: readonly string[] = columns.map(({ name }) => name)
  const stars: readonly string[] = columns.map((column) => column.header)

  test.each([
    ['all in lower case', 'csv/misspelt-column', names.map((name) => name.toLowerCase()), 24],
    ['half of them missing', 'csv/missing-column', names.slice(12), 12],
    ['in the opposite order', 'csv/misplaced-column', names.toReversed(), 23],
    ['each twice', 'csv/duplicate-column', [...names, ...names], 24],
    ['stars upon others', 'csv/starred-column', stars.map((name) => (name.endsWith('*') ? name : `${name}*`)), 18],
  ])('%s', (_, id, header, total) => {
    const verdict = verdictOf(id, datasets.requests, `${header.join(',')}\n`, { mostFindings: 100 })
    expect(verdict).toMatchObject({ result: 'failed', total })
    const findings = verdict.result === 'failed' ? verdict.findings : []
    expect(gathered(findings)).toHaveLength(1)
    expect(new Set(findings.map(({ received }) => received)).size).toBe(total)
  })
})

describe('findings are capped, and all are counted', () => {
  const csv = `Key,Kind\n${'x,noon\n'.repeat(1000)}`

  test('20 of each rule by default', () => {
    expect(verdictOf('csv/one-of', kinds, csv)).toMatchObject({
      result: 'failed',
      total: 1000,
      findings: { length: 20 },
    })
  })

  test('or as many as are asked for', () => {
    const verdict = verdictOf('csv/one-of', kinds, csv, { mostFindings: 3 })
    expect(verdict).toMatchObject({ total: 1000, findings: { length: 3 } })
  })

  test.each([0, -1, 1.5, Number.NaN])('but not %d', (mostFindings) => {
    expect(() => new CsvChecker(kinds, { mostFindings })).toThrow(
      `Received ${mostFindings} for mostFindings; expected a whole number from 1 to 9007199254740991.`,
    )
  })
})

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 48])('no ULID tells the time %d', (now) => {
  expect(() => new CsvChecker(kinds, { now })).toThrow(`Received ${now} for now; expected a whole number from 0`)
})

describe('a rule is not exercised', () => {
  test.each([
    ['where the dataset lacks the column', 'csv/email', header, 'The dataset has no column that it speaks of.'],
    ['where there are no rows', 'csv/missing-cell', header, 'There are no rows.'],
    ['where the file is empty', 'csv/stray-quote', '', 'The file is empty.'],
    ['where there is no header', 'csv/misplaced-column', 'Bonn,,\n', 'There is no header row.'],
    ['where there is one line', 'csv/mixed-line-ends', header, 'There is only one line.'],
    ['where the file is not CSV', 'csv/required-cell', '<html>', 'The file is HTML, so there is no CSV to look at.'],
    ['where rows are damaged', 'csv/extra-cell', `${header}a,5",\n`, 'No row could be read without damage.'],
  ])('%s', (_, id, csv, reason) => {
    expect(verdictOf(id, addresses, csv)).toMatchObject({ result: 'not-exercised', reason })
  })

  test('where no cell is filled', () => {
    expect(verdictOf('csv/one-of', kinds, 'Key,Kind\nx,\n')).toMatchObject({
      result: 'not-exercised',
      reason: 'No row has a filled cell that it speaks of.',
    })
  })

  test('where no two rows are to agree', () => {
    expect(verdictOf('csv/contradicting-rows', people, 'Key,Who\nx,ann\ny,bob\n,bob\n')).toMatchObject({
      result: 'not-exercised',
      reason: 'No row shares an identifier with an earlier one, as far as 524288 identifiers back.',
    })
  })

  test('where its column is read otherwise than by default', () => {
    const contradiction = {
      id: 'kind',
      documentation: 'Both.',
      goesBy: 'One.',
      readings: ['words', 'numbers'] as const,
    }
    const dataset = datasetOf([column('Kind', oneOf('day'), { contradiction }), column('Key', text('x'))])
    expect(failuresIn(checked(dataset, 'Kind,Key\n1,x\n'))).toEqual(['csv/one-of: 1'])
    expect(verdictOf('csv/one-of', dataset, 'Kind,Key\n1,x\n', { readings: { kind: 'numbers' } }).result).toBe(
      'not-exercised',
    )
    expect(failuresIn(checked(dataset, 'Kind,Key\n1,x\n', { readings: { kind: 'words' } }))).toEqual(['csv/one-of: 1'])
  })
})

test.each([
  [{ value: 'words' }, 'Received "words" for readings.value; expected one of: json, bare-words.'],
  [{ valeu: 'json' }, 'Received "valeu" as the id of a reading; expected one of: value, identity-username.'],
])('readings that there are not are refused: %j', (readings, message) => {
  expect(() => new CsvChecker(datasets.rbac2, { readings })).toThrow(message)
})

describe('damage does not spread', () => {
  test.each([
    ['a row with too few cells is not judged further', 'Key,Kind\nnoon\nx,day\n', ['csv/missing-cell: 1']],
    ['a row with too many is not judged further', 'Key,Kind\nx,noon,y\nx,day\n', ['csv/extra-cell: 1']],
    ['a bad byte in a cell is all that is wrong with it', 'Key,Kind\nx,no\0on\n', ['csv/nul: 1']],
    ['a damaged cell is not judged by what it holds', 'Key,Kind\nx,no"on\n', ['csv/stray-quote: 1']],
    ['an unclosed quote ends with its line', 'Key,Kind\n"x,day\ny,noon\n', ['csv/unclosed-quote: 1', 'csv/one-of: 1']],
    ['a repeated column is not judged', 'Key,Kind,Kind\nx,day,noon\n', ['csv/duplicate-column: 1']],
    ['a misspelt column is judged as what is meant', 'Key,Kid\nx,noon\n', ['csv/misspelt-column: 1', 'csv/one-of: 1']],
    ['rows without a header are judged by their place', 'x,noon\ny,day\n', ['csv/missing-header: 1', 'csv/one-of: 1']],
    ['a damaged header is still read', 'Key,Ki"nd\nx,noon\n', ['csv/stray-quote: 1', 'csv/one-of: 1']],
  ])('%s', (_, csv, failures) => {
    expect(failuresIn(checked(kinds, csv)).toSorted()).toEqual(failures.toSorted())
  })
})

describe('facts', () => {
  test.each([
    ['LF', header, { 'line-end': 'LF', header: 'plain', quoting: 'none', bom: false, rows: 0, columns: 3 }],
    ['CRLF', 'City*,Street,House\r\nBonn,,\r\n', { 'line-end': 'CRLF', header: 'starred', rows: 1 }],
    ['mixed', `${header}Bonn,,\r\n`, { 'line-end': 'mixed' }],
    ['quotes', `${header}"Bonn",,\n`, { quoting: 'RFC 4180' }],
    ['a mark', `\ufeff${header}`, { bom: true, bytes: 21 }],
    ['an empty file', '', { 'line-end': null, header: null, columns: null, bytes: 0 }],
  ])('%s', (_, csv, facts) => {
    expect(checked(addresses, csv).facts).toMatchObject(facts)
  })
})

describe('a file that cannot be read to its end', () => {
  const endless = Buffer.from('x'.repeat(1024 * 1024))
  const endlessly = (beginning: string) => {
    const checker = new CsvChecker(addresses)
    checker.push(Buffer.from(beginning))
    for (let i = 0; i < 20; i++) checker.push(endless)
    return checker.end()
  }

  test('could not be checked where a record has no end, and that is said', () => {
    const report = endlessly(header)
    expect(outcomeOf(report)).toBe('could-not-check')
    expect(report.verdicts.find(({ rule }) => rule.id === 'csv/required-cell')).toMatchObject({
      result: 'could-not-check',
      reason: expect.stringMatching(/^The record that begins on line 2 \(byte 18\) is longer than 8388608 bytes/),
    })
    expect(report.facts.bytes).toBe(18 + 20 * endless.length)
  })

  test('keeps the findings that were made before', () => {
    expect(failuresIn(endlessly(`${header},,\n"`))).toEqual(['csv/required-cell: 1'])
  })

  test('goes on behind a quote that is never closed', () => {
    const checker = new CsvChecker(kinds)
    checker.push(Buffer.from('Key,Kind\nx,"day\n'))
    const rows = Buffer.from('y,day\n'.repeat(100_000))
    for (let i = 0; i < 16; i++) checker.push(rows)
    const report = checker.end()
    expect(failuresIn(report)).toEqual(['csv/unclosed-quote: 1'])
    expect(report.facts.rows).toBe(1_600_001)
  })
})

describe('validateCsv', () => {
  const file = () => [Buffer.from(header), Buffer.from('Bonn,,\n')]

  test('takes chunks that come by and by', async () => {
    async function* chunks() {
      yield* file()
    }
    expect((await validateCsv(addresses, chunks())).facts.rows).toBe(1)
  })

  test('tells how far it is', async () => {
    const seen: number[] = []
    await validateCsv(addresses, file(), { onProgress: (bytes) => seen.push(bytes) })
    expect(seen).toEqual([18, 25])
  })

  test('ends with the reason of its signal', async () => {
    const reason = new Error('Enough.')
    await expect(validateCsv(addresses, file(), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })

  test('lets other work have its turn, so that a signal can end it between chunks that are always ready', async () => {
    const controller = new AbortController()
    function* endless() {
      yield Buffer.from(header)
      for (;;) yield Buffer.from('Bonn,,\n'.repeat(10_000))
    }
    const report = validateCsv(addresses, endless(), { signal: controller.signal })
    setImmediate(() => controller.abort(new Error('Enough.')))
    await expect(report).rejects.toThrow('Enough.')
  })

  test('closes its source where it ends before it', async () => {
    const controller = new AbortController()
    let isClosed = false
    function* chunks() {
      try {
        yield* file()
      } finally {
        isClosed = true
      }
    }
    const onProgress = () => controller.abort()
    await expect(validateCsv(addresses, chunks(), { signal: controller.signal, onProgress })).rejects.toThrow()
    expect(isClosed).toBe(true)
  })

  test('refuses a dataset that there is not', async () => {
    await expect(validateCsv('reqests' as DatasetSlug, [])).rejects.toThrow(
      'Received dataset "reqests"; expected one of: requests, rbac2.',
    )
  })
})
