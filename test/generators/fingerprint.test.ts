import { expect, test } from 'vitest'
import { type CsvFileSpec, defaultDialect, defaultReferenceTime, fingerprintOf } from '../../generators/index.ts'

const defaults = {
  seed: 1,
  parameters: { includeCompleted: true },
  dialect: defaultDialect,
  referenceTime: defaultReferenceTime,
  readings: { username: 'full-name' },
  alterations: [],
}
const spec: Required<CsvFileSpec> = { dataset: 'requests', rows: 1000, ...defaults }

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

test.each(Object.keys(defaults))('is the same whether the default of %s is written out or not', (name) => {
  expect(fingerprintOf({ ...spec, [name]: undefined })).toBe(fingerprintOf(spec))
})

test('is the same whether a default within a member is written out or not', () => {
  const changed = { ...spec, dialect: { ...defaultDialect, bom: true } }
  expect(fingerprintOf({ ...spec, dialect: { bom: true } })).toBe(fingerprintOf(changed))
  expect(fingerprintOf({ ...spec, parameters: {}, readings: {} })).toBe(fingerprintOf(spec))
})

test('is the same whether the default of an alteration’s option is written out or not', () => {
  const fingerprints = [{}, { position: 1 }, { header: 'Added Later', position: 1, value: 'new' }].map((options) =>
    fingerprintOf({ ...spec, alterations: [{ alteration: 'extra-column', ...options }] }),
  )
  expect(new Set(fingerprints).size).toBe(1)
})

// ETags outlive an update of this package, so they change with the bytes only.
test('is what it was before there were alterations, where there are none', () => {
  expect(fingerprintOf(spec)).toBe('3fbb6f01c1070a77d2ec0f3c4c59a1cd')
})

test('is the same with all defaults as with none', () => {
  expect(fingerprintOf({ dataset: 'requests', rows: 1000 })).toBe(fingerprintOf(spec))
})

const changes: [string, Partial<CsvFileSpec>][] = [
  ['the dataset', { dataset: 'rbac2', parameters: {}, readings: {} }],
  ['the seed', { seed: 43 }],
  ['the number of rows', { rows: 1001 }],
  ['the value of a parameter', { parameters: { includeCompleted: false } }],
  ['the header style', { dialect: { ...defaultDialect, header: 'starred' } }],
  ['the line end', { dialect: { ...defaultDialect, lineEnd: 'crlf' } }],
  ['the BOM', { dialect: { ...defaultDialect, bom: true } }],
  ['the quoting', { dialect: { ...defaultDialect, quoting: 'always' } }],
  ['the reference time', { referenceTime: spec.referenceTime + 1 }],
  ['a reading', { readings: { username: 'handle' } }],
  ['an alteration', { alterations: [{ alteration: 'missing-column' }] }],
  ['an option of an alteration', { alterations: [{ alteration: 'missing-column', position: 2 }] }],
  ['the alteration', { alterations: [{ alteration: 'extra-column' }] }],
  ['a second alteration', { alterations: [{ alteration: 'missing-column' }, { alteration: 'extra-column' }] }],
  ['the order of alterations', { alterations: [{ alteration: 'extra-column' }, { alteration: 'missing-column' }] }],
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
