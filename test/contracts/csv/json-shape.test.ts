import { describe, expect, test } from 'vitest'
import { encodeCell } from '../../../contracts/csv/mutations/records.ts'
import { column, datasetOf, facts } from '../../../contracts/csv/rules/cases.ts'
import { json } from '../../../contracts/formats/index.ts'
import type { Dataset, JsonSchema } from '../../../contracts/index.ts'
import { checked, failuresIn, findingsIn } from '../../support/csv-reports.ts'

/** A file of one row with one cell. */
const reportOn = (dataset: Dataset, cell: string) =>
  checked(dataset, Buffer.concat([Buffer.from('Name,Facts\nAnn,'), encodeCell(cell), Buffer.from('\n')]))

const factsOf = (schema: JsonSchema) =>
  datasetOf([facts.download.columns[0]!, column('Facts', json('object', schema, {}))])

/** `open` and `close` around `inside`, over and over. */
const nested = (depth: number, open: string, inside: string, close: string) =>
  `${open.repeat(depth)}${inside}${close.repeat(depth)}`

describe.each([5000, 200_000])('JSON %d levels deep', (depth) => {
  const arrays = nested(depth, '[', '', ']')

  test('is a finding where it has another type, and shown by its beginning', () => {
    expect(findingsIn(reportOn(facts, arrays))).toEqual([
      'csv/json-shape: row 1, line 2, column 2 (Facts), byte 15: ' +
        `received an array at the top of the JSON "${'['.repeat(80)}" and ${2 * depth - 80} more characters; ` +
        'expected it to be of type object',
    ])
  })

  test('is a finding where a member is missing', () => {
    expect(failuresIn(reportOn(facts, nested(depth, '{"a":', '1', '}')))).toEqual(['csv/json-shape: 1'])
  })

  test('is none in a member of which the contract says nothing', () => {
    expect(failuresIn(reportOn(facts, `{"n":1,"m":${arrays}}`))).toEqual([])
  })

  test('is no JSON where it is never closed', () => {
    expect(failuresIn(reportOn(facts, '['.repeat(depth)))).toEqual(['csv/json-syntax: 1'])
  })
})

describe('a schema that refers to itself', () => {
  const tree = factsOf({ properties: { next: { $ref: '#' } } })

  test('is followed as deep as a sane file goes', () => {
    expect(failuresIn(reportOn(tree, nested(100, '{"next":', '{}', '}')))).toEqual([])
    expect(failuresIn(reportOn(tree, nested(100, '{"next":', '1', '}')))).toEqual(['csv/json-shape: 1'])
  })

  test('makes a finding of JSON deeper than it can be followed', () => {
    expect(findingsIn(reportOn(tree, nested(200_000, '{"next":', '{}', '}')))).toEqual([
      expect.stringMatching(/received an object at the top of .*; expected it to be nested less deeply/),
    ])
  })
})

describe('a finding names what stands there', () => {
  test.each([
    ['{"n":"1"}', 'received "1" at "/n" of the JSON "{\\"n\\":\\"1\\"}"; expected it to be of type integer'],
    ['{"n":null}', 'received null at "/n" of the JSON "{\\"n\\":null}"; expected it to be of type integer'],
    ['{"n":1e999}', 'received Infinity at "/n" of the JSON "{\\"n\\":1e999}"; expected it to be of type integer'],
    ['{"n":[1]}', 'received an array at "/n" of the JSON "{\\"n\\":[1]}"; expected it to be of type integer'],
    ['{}', `received an object at the top of the JSON "{}"; expected it to have required property 'n'`],
    ['null', 'received null at the top of the JSON "null"; expected it to be of type object'],
  ])('%s', (cell, finding) => {
    expect(findingsIn(reportOn(facts, cell))).toEqual([expect.stringContaining(finding)])
  })

  test('the name of a member that may not be called so', () => {
    const [finding] = findingsIn(reportOn(factsOf({ propertyNames: { pattern: '^[a-z]$' } }), '{"a":1,"B":2}'))
    expect(finding).toContain('received "B" at the top of the JSON "{\\"a\\":1,\\"B\\":2}"; ')
    expect(finding).toContain('expected it to match pattern "^[a-z]$" as a name')
  })

  test('on one line of bounded length, whatever stands there', () => {
    const member = factsOf({ additionalProperties: { type: 'integer' } })
    const long = '\u001b[31m'.repeat(100_000)
    const [name, value] = [JSON.stringify({ [long]: 'x' }), JSON.stringify({ m: long })].flatMap((cell) =>
      findingsIn(reportOn(member, cell)),
    )
    expect(name).toMatch(/^[ -~]{1,1500}$/)
    expect(value).toMatch(/^[ -~]{1,1500}$/)
  })
})
