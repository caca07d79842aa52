import { stringify } from 'csv-stringify/sync'
import { describe, expect, test } from 'vitest'
import { datasets } from '../../../contracts/index.ts'
import { columnsOf } from '../../support/csv-files.ts'
import { checked, failuresIn, findingsIn } from '../../support/csv-reports.ts'

// The samples of the documentation's pages, typed in: their cells are printed without anything between them.

const metadata =
  '{"integration_to_scim_payload":{"aws/214195":{"username":""},"github/28329":{},"google/241523":{"firstName":"",' +
  '"lastName":"","password":"","username":""}},"reason":"Need to perform current job duties",' +
  '"reference_department":null,"reference_employee":"sam@email.com","reference_title":null,"reference_type":"employee"}'

const ayden = ['ayden@email.com', 'ayden', 'james@email.com']
const github = 'github/01H965ZRNQHAS2B8GKJA85X75D'
const aws = 'aws/01GG223987S15JVJAR17GS3SQT'

/** The first eighteen cells of each row; the other six are the type, the metadata and four blank ones. */
const asked: readonly string[][] = [
  ...['Core Engineering', 'engineering-all', 'Test team'].map((team) => [
    ...['01H9VNFTZD1T44TCSKGEBWNTZD', ...ayden, 'sam@email.com', '', '2023-09-22 18:30:00', '', '', ''],
    ...['grant', github, team, 'team', '', '', '', ''],
  ]),
  ...[
    ['grant', 'customers'],
    ['revoke', 'support'],
  ].map(([type, group]) => [
    ...['01H9TT26TBD20AW5NGB3X5MFTP', ...ayden, '', '', '', '', '', ''],
    ...[type!, aws, group!, 'group', '', '', '', ''],
  ]),
  [
    ...[
      '01H9T8PDBF8MZ9WTFYG2622Q91',
      'sam@email.com',
      'sam',
      'ayden@email.com',
      'james@email.com',
      '68m0s',
      '',
      '',
      '',
    ],
    ...['', 'revoke', 'google', '', '', '', '', '', ''],
  ],
  [
    ...[
      '01H9TTPDBF8MZ9WTFYG2322H91',
      'sam@email.com',
      'sam',
      'james@email.com',
      'ayden@email.com',
      '45m0s',
      '',
      '',
      '',
    ],
    ...['', 'grant', 'google', '', '', '', '', '', ''],
  ],
]

const value = '[ {department: engineering, job-title: engineer, ratio: 0.90 } ]'
const label = (empty: string) =>
  `[{ "key": "entitlement/outlier", "value": { "text": "outlier", "version":${empty}, "type":"Unique Connection(s) or ` +
  'No role or No connection or Below threshold", "explanation":"balkanid generated explanation."}, ' +
  `"created_at":datetime bigint, "updated_at":datetime bigint, "source":${empty}}]`
const held = [
  ...['01H90W5FM2RY663D6AFNG9HEJ9', 'developer', value, 'google/01H90W5FM2RY663D6AFNG9HEJ9', ''],
  ...['adam.williams@balkan.id', 'Datadog Admin Role', 'Role', '', '', '', ''],
]
const summary = '{"summary":"This is a summary"}'

describe('requests', () => {
  const header = columnsOf('requests').map((column) => column.header)

  test('as RFC 4180 has it: nothing to find', () => {
    const csv = stringify([header, ...asked.map((row) => [...row, 'employee_request', metadata, '', '', '', ''])])
    expect(findingsIn(checked(datasets.requests, csv))).toEqual([])
  })

  test('as printed: every run of quotation marks in the metadata has become a single one', () => {
    const printed = `"${metadata.replace(/"+/g, '"')}"`
    const csv = [header, ...asked.map((row) => [...row, 'employee_request', printed, '', '', '', ''])].join('\n')
    const report = checked(datasets.requests, csv)
    expect(failuresIn(report)).toEqual(['csv/collapsed-quotes: 7'])
    expect(report.facts).toMatchObject({ rows: 7, header: 'starred', quoting: 'doubled quotes collapsed' })
  })

  test('with those single ones doubled: no JSON is left', () => {
    const collapsed = metadata.replace(/"+/g, '"')
    const csv = stringify([header, ...asked.map((row) => [...row, 'employee_request', collapsed, '', '', '', ''])])
    const [first, ...others] = findingsIn(checked(datasets.requests, csv))
    expect(first).toBe(
      'csv/json-syntax: row 1, line 2, column 20 (Metadata*), byte 476: ' +
        'received "95\\":{\\"username\\":\\"},\\"github/28329\\":{},\\"go" around character 62 of the cell; ' +
        'expected "," or "}" there, as JSON has it',
    )
    expect(others).toHaveLength(6)
  })
})

describe('rbac2', () => {
  const header = columnsOf('rbac2').map((column) => column.header)

  test('as RFC 4180 has it: neither the bare words nor the placeholders are JSON', () => {
    const csv = stringify([header, [...held, label('""'), summary]])
    expect(findingsIn(checked(datasets.rbac2, csv))).toEqual([
      expect.stringMatching(
        /^csv\/json-syntax: row 1, line 2, column 3 \(Value\), .*; expected a name in double quotes/,
      ),
      expect.stringMatching(/^csv\/json-syntax: row 1, line 2, column 13 \(Label\), .*; expected a value there/),
    ])
  })

  test('and the bare words can be what is expected', () => {
    const csv = stringify([header, [...held, label('""'), summary]])
    expect(failuresIn(checked(datasets.rbac2, csv, { readings: { value: 'bare-words' } }))).toEqual([
      'csv/json-syntax: 1',
    ])
  })

  test('as printed: JSON, and what looks like it, without quotes around it', () => {
    const csv = [header, [...held, label('"'), summary]].join('\n')
    const report = checked(datasets.rbac2, csv)
    expect(failuresIn(report)).toEqual(['csv/unescaped-json: 3'])
    expect(report.facts.quoting).toBe('unescaped JSON')
  })
})
