import { describe, expect, test } from 'vitest'
import { datasetSlugs } from '../../../contracts/index.ts'
import { CsvFile } from '../../../generators/index.ts'
import '../../../server/testing/vitest.ts'
import { messageOf } from './habits.ts'

async function csvOf(dataset: (typeof datasetSlugs)[number]): Promise<Buffer> {
  const file = await CsvFile.open({ dataset, rows: 30 })
  return Buffer.concat([...file.bytes()])
}

const csv = await csvOf('requests')
const text = csv.toString()
const broken = text.replace('Requester,', 'Reqester,')
const starred = text.replace('Request ID,', 'Request ID*,')

describe('toMatchContract', () => {
  test.each(datasetSlugs)('holds for what the mock serves as %s', async (dataset) => {
    expect(await csvOf(dataset)).toMatchContract(dataset)
  })

  test('does not hold for a file of another dataset', () => {
    expect(csv).not.toMatchContract('rbac2')
  })

  test.each<[string, unknown, unknown]>([
    ['a string', text, broken],
    ['a Buffer', csv, Buffer.from(broken)],
    ['a Uint8Array', new Uint8Array(csv), new TextEncoder().encode(broken)],
    ['an ArrayBuffer', Uint8Array.from(csv).buffer, Uint8Array.from(Buffer.from(broken)).buffer],
    ['a SharedArrayBuffer', shared(csv), shared(Buffer.from(broken))],
  ])('takes %s', (_, whole, damaged) => {
    expect(whole).toMatchContract('requests')
    expect(damaged).not.toMatchContract('requests')
  })

  test('holds for a header without rows, but not for nothing at all', () => {
    expect(text.slice(0, text.indexOf('\n') + 1)).toMatchContract('requests')
    expect('').not.toMatchContract('requests')
  })

  test('holds with warnings, unless it is strict', () => {
    expect(starred).toMatchContract('requests')
    expect(starred).not.toMatchContract('requests', { strict: true })
  })

  test('takes a reading of a contradiction, and an instant that ULIDs may not be younger than', async () => {
    const file = await CsvFile.open({ dataset: 'requests', rows: 30, readings: { username: 'handle' } })
    const handles = Buffer.concat([...file.bytes()])
    expect(handles).toMatchContract('requests', { readings: { username: 'handle' } })
    expect(csv).not.toMatchContract('requests', { strict: true, now: 0 })
  })

  test('stands inside other expectations', () => {
    const result = { rows: 30, csv: text }
    expect(result).toEqual({ rows: 30, csv: expect.toMatchContract('requests') })
    expect(result).not.toEqual({ rows: 30, csv: expect.toMatchContract('rbac2') })
    expect([broken, text]).toContainEqual(expect.toMatchContract('requests'))
  })

  test('waits for promises with resolves', async () => {
    await expect(csvOf('rbac2')).resolves.toMatchContract('rbac2')
    await expect(csvOf('rbac2')).resolves.not.toMatchContract('requests')
  })
})

describe('its message', () => {
  test('shows where the file is broken, by which rule, how we know, and how to mend it', () => {
    const damaged = broken.replaceAll('employee_request', 'employee request')
    expect(messageOf(() => expect(damaged).toMatchContract('requests'))).toMatchInlineSnapshot(`
      "Expected a CSV of 20467 bytes to match the contract of "requests", but it did not: 2 failed, 1 not exercised, 35 passed.

      ✗ failed  csv/misspelt-column, 1 finding
        The names of the columns are spelt as in the documentation.
        must, documented: https://developer.balkan.id/bulk-requests-download-api-early-access-12828109e0
        • header, line 1, column 2 (Reqester), byte 11
          received   "Reqester" for "Requester"
          expected   the name as the documentation spells it
          to mend    Spell the name as the documentation does; upper and lower case and blanks count.
          note       It is the nearest name that is missing, and its cells were judged as such.

      ✗ failed  csv/one-of, 30 findings
        Columns with a closed list of words hold one of them.
        must, inferred: https://developer.balkan.id/bulk-requests-download-api-early-access-12828109e0
        • row 1, line 2, column 19 (Type), byte 548
          received   "employee request"
          expected   one of "employee_request", "update_entity"
          to mend    Write one of the words exactly; upper and lower case count.
          note       What Type holds is inferred, not documented. The documentation contradicts itself
                     here. No list of values: the download page shows employee_request, the upload page
                     update_entity as well. Gone by: Both are valid; the mock writes employee_request.
        • row 2, line 3, column 19 (Type), byte 1298
          received   "employee request"
          expected   one of "employee_request", "update_entity"
          to mend    Write one of the words exactly; upper and lower case count.
          note       What Type holds is inferred, not documented. The documentation contradicts itself
                     here. No list of values: the download page shows employee_request, the upload page
                     update_entity as well. Gone by: Both are valid; the mock writes employee_request.
          and 28 more"
    `)
  })

  test('under .not is one line', () => {
    expect(messageOf(() => expect(text).not.toMatchContract('requests'))).toMatchInlineSnapshot(
      `"Expected a CSV of 20468 bytes not to match the contract of "requests", but it did: 1 not exercised, 37 passed."`,
    )
  })
})

function shared(bytes: Uint8Array): SharedArrayBuffer {
  const copy = new SharedArrayBuffer(bytes.length)
  new Uint8Array(copy).set(bytes)
  return copy
}
