import { expect, test } from 'vitest'
import { type CsvFileSpec, defaultDialect, fingerprintOf } from '../../generators/index.ts'
import { specOf } from '../support/csv-files.ts'

const spec = specOf('requests', {
  parameters: { includeCompleted: true, another: false },
  readings: { username: 'handle', another: 'x' },
})

test('is 32 hexadecimal digits, fit for an ETag and a file name', () => {
  expect(fingerprintOf(spec)).toMatch(/^[0-9a-f]{32}$/)
})

test('is the same for the same inputs', () => {
  expect(fingerprintOf(structuredClone(spec))).toBe(fingerprintOf(spec))
})

test('is the same in whatever order the inputs are listed', () => {
  const reversed = <T extends object>(record: T) => Object.fromEntries(Object.entries(record).reverse()) as T
  const otherOrder = reversed({
    ...spec,
    parameters: reversed(spec.parameters),
    dialect: reversed(spec.dialect),
    readings: reversed(spec.readings),
  })
  expect(Object.keys(otherOrder)).not.toEqual(Object.keys(spec))
  expect(fingerprintOf(otherOrder)).toBe(fingerprintOf(spec))
})

const changes: [string, Partial<CsvFileSpec>][] = [
  ['the dataset', { dataset: 'rbac2' }],
  ['the seed', { seed: 43 }],
  ['the number of rows', { rows: 1001 }],
  ['the value of a parameter', { parameters: { includeCompleted: false, another: false } }],
  ['the name of a parameter', { parameters: { includeCompleted: true, other: false } }],
  ['a parameter less', { parameters: { includeCompleted: true } }],
  ['the header style', { dialect: { ...defaultDialect, header: 'starred' } }],
  ['the line end', { dialect: { ...defaultDialect, lineEnd: 'crlf' } }],
  ['the BOM', { dialect: { ...defaultDialect, bom: true } }],
  ['the quoting', { dialect: { ...defaultDialect, quoting: 'always' } }],
  ['the reference time', { referenceTime: spec.referenceTime + 1 }],
  ['a reading', { readings: { username: 'full-name', another: 'x' } }],
  ['a reading less', { readings: { username: 'handle' } }],
  ['values that changed places', { readings: { username: 'x', another: 'handle' } }],
]

test.each(changes)('is another when %s differs', (_, change) => {
  expect(fingerprintOf({ ...spec, ...change })).not.toBe(fingerprintOf(spec))
})

test('is another for each of these changes', () => {
  const fingerprints = changes.map(([, change]) => fingerprintOf({ ...spec, ...change }))
  expect(new Set(fingerprints).size).toBe(changes.length)
})

test('has a case here for every input', () => {
  const changed = new Set(changes.flatMap(([, change]) => Object.keys(change)))
  expect(changed).toEqual(new Set(Object.keys(spec)))
})
