import { expect, test } from 'vitest'
import {
  CsvFile,
  type CsvFileSpec,
  defaultDialect,
  defaultReferenceTime,
  fingerprintOf,
} from '../../generators/index.ts'
import { bytesOf } from '../support/csv-files.ts'

const least: CsvFileSpec = { dataset: 'requests', rows: 100 }

test('a dataset and a number of rows are enough, and mean the defaults', async () => {
  const full = {
    ...least,
    seed: 1,
    parameters: { includeCompleted: true },
    dialect: defaultDialect,
    referenceTime: defaultReferenceTime,
    readings: { username: 'full-name' },
    alterations: [],
  }
  const [short, long] = [await CsvFile.open(least), await CsvFile.open(full)]
  expect(bytesOf(short).equals(bytesOf(long))).toBe(true)
})

test.each<[object, typeof TypeError | typeof RangeError, string]>([
  [{ dataset: 'rbac3' }, RangeError, 'Received "rbac3" for dataset; expected "requests" or "rbac2".'],
  [{ dataset: 'toString' }, RangeError, 'Received "toString" for dataset; expected "requests" or "rbac2".'],
  [{ dataset: undefined }, TypeError, 'Received undefined for dataset; expected "requests" or "rbac2".'],
  [{ rows: undefined }, TypeError, 'Received undefined for rows; expected a whole number from 0 to 100000000.'],
  [{ rows: '5' }, TypeError, 'Received "5" for rows; expected a whole number from 0 to 100000000.'],
  [{ rows: -1 }, RangeError, 'Received -1 for rows; expected a whole number from 0 to 100000000.'],
  [{ rows: 1.5 }, RangeError, 'Received 1.5 for rows; expected a whole number from 0 to 100000000.'],
  [{ rows: 100_000_001 }, RangeError, 'Received 100000001 for rows; expected a whole number from 0 to 100000000.'],
  [{ rows: 5n }, TypeError, 'Received 5 for rows; expected a whole number from 0 to 100000000.'],
  [{ seed: -1 }, RangeError, 'Received -1 for seed; expected a whole number from 0 to 9007199254740991.'],
  [{ seed: NaN }, RangeError, 'Received NaN for seed; expected a whole number from 0 to 9007199254740991.'],
  [{ referenceTime: NaN }, RangeError, 'Received NaN for referenceTime; expected a whole number from 0 to '],
  [{ referenceTime: new Date(0) }, TypeError, 'Received "1970-01-01T00:00:00.000Z" for referenceTime; expected '],
  [
    { parameters: { completed: true } },
    RangeError,
    'Received "completed" for a member of parameters; expected "includeC',
  ],
  [{ parameters: { toString: true } }, RangeError, 'Received "toString" for a member of parameters; expected '],
  [
    { parameters: { includeCompleted: 1 } },
    TypeError,
    'Received 1 for parameters.includeCompleted; expected true or false.',
  ],
  [{ parameters: null }, TypeError, 'Received null for parameters; expected an object.'],
  [
    { dataset: 'rbac2', parameters: { includeCompleted: true } },
    RangeError,
    'for a member of parameters; expected none.',
  ],
  [{ readings: { name: 'handle' } }, RangeError, 'Received "name" for a member of readings; expected "username".'],
  [
    { readings: { username: 'x' } },
    RangeError,
    'Received "x" for readings.username; expected "full-name" or "handle".',
  ],
  [{ dialect: { bom: 'no' } }, TypeError, 'Received "no" for dialect.bom; expected false or true.'],
  [{ dialect: { lineEnd: 'cr' } }, RangeError, 'Received "cr" for dialect.lineEnd; expected "lf" or "crlf".'],
  [{ alterations: null }, TypeError, 'Received null for alterations; expected a list.'],
  [{ alterations: { 0: {} } }, TypeError, 'Received {"0":{}} for alterations; expected a list.'],
  [{ alterations: Array(17) }, RangeError, 'Received 17 for the length of alterations; expected at most 16.'],
  [{ alterations: ['missing-column'] }, TypeError, 'Received "missing-column" for alterations[0]; expected an object.'],
  [{ alterations: [[]] }, TypeError, 'Received [] for alterations[0]; expected an object.'],
  [{ alterations: [{}] }, TypeError, 'Received undefined for alterations[0].alteration; expected "missing-column" or '],
  [
    { alterations: [{ alteration: 'toString' }] },
    RangeError,
    'Received "toString" for alterations[0].alteration; expected "missing-column" or "extra-column" or ',
  ],
  [
    { alterations: [{ alteration: 'extra-column' }, { alteration: 'missing-column', header: 'x' }] },
    RangeError,
    'Received "header" for a member of alterations[1]; expected "alteration" or "position".',
  ],
  [
    { alterations: [{ alteration: 'hostile-cells', toString: 1 }] },
    RangeError,
    'Received "toString" for a member of alterations[0]; expected "alteration".',
  ],
  [
    { alterations: [{ alteration: 'missing-column', position: 0 }] },
    RangeError,
    'Received 0 for alterations[0].position; expected a whole number from 1 to 1000.',
  ],
  [
    { alterations: [{ alteration: 'missing-column', position: '3' }] },
    TypeError,
    'Received "3" for alterations[0].position; expected a whole number from 1 to 1000.',
  ],
  [
    { alterations: [{ alteration: 'reordered-columns', by: 'chance' }] },
    RangeError,
    'Received "chance" for alterations[0].by; expected "reversed" or "rotated".',
  ],
  [
    { alterations: [{ alteration: 'reordered-columns', by: null }] },
    TypeError,
    'Received null for alterations[0].by; expected "reversed" or "rotated".',
  ],
  [
    { alterations: [{ alteration: 'extra-column', header: '' }] },
    RangeError,
    'Received "" for alterations[0].header; expected a text of 1 to 1000 characters.',
  ],
  [
    { alterations: [{ alteration: 'extra-column', value: 5 }] },
    TypeError,
    'Received 5 for alterations[0].value; expected a text of 0 to 1000 characters.',
  ],
])('%o is refused by a %o', async (change, type, message) => {
  const wrong = { ...least, ...change }
  const error: unknown = await CsvFile.open(wrong).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(type)
  expect((error as Error).message).toContain(message)
  expect(() => fingerprintOf(wrong)).toThrow(message)
})
