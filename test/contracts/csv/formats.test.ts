import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isAppId, isIntegrationId } from '../../../contracts/formats/app-id.ts'
import { isDateTime } from '../../../contracts/formats/date-time.ts'
import { isEmail } from '../../../contracts/formats/email.ts'
import { appId, dateTime, email, integrationId, ulid } from '../../../contracts/formats/index.ts'
import { isUlid } from '../../../contracts/formats/ulid.ts'
import type { Format } from '../../../contracts/index.ts'

type Judge = (bytes: Uint8Array, from: number, to: number) => boolean | undefined

const ulids = fc.string({ minLength: 25, maxLength: 27, unit: fc.constantFrom(...'0179AHJKMNPQRSTVWXYZ') })
const apps = fc.stringMatching(/^[a-z0-9-]{1,8}$/)
const integrations = fc.tuple(apps, ulids).map((parts) => parts.join('/'))
const pad = (limit: number, digits = 2) => fc.nat(limit).map((number) => String(number).padStart(digits, '0'))
const dates = fc
  .tuple(pad(9999, 4), pad(13), pad(32), pad(25), pad(61), pad(61))
  .map(([year, month, day, hour, minute, second]) => `${year}-${month}-${day} ${hour}:${minute}:${second}`)
const addresses = fc.oneof(fc.emailAddress(), fc.string({ unit: fc.constantFrom(...'ab@.., \t"'), maxLength: 9 }))

/** Such cells, the same with one character changed, added or taken away, and anything at all. */
function like(cells: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const character = fc.oneof(fc.string({ maxLength: 1, unit: 'grapheme' }), fc.constantFrom(...'-/.@: ILOU89\n\u00a0'))
  const nearly = fc.tuple(cells, fc.nat(40), fc.nat(1), character).map(([cell, at, taken, put]) => {
    const place = at % (cell.length + 1)
    return cell.slice(0, place) + put + cell.slice(place + taken)
  })
  return fc.oneof(cells, nearly, fc.string())
}

describe('a format judges bytes as it judges the text', () => {
  test.each<[string, Format, Judge, fc.Arbitrary<string>]>([
    ['ULID', ulid, isUlid, ulids],
    ['date and time', dateTime, isDateTime, dates],
    ['app', appId, isAppId, fc.oneof(apps, integrations)],
    ['integration', integrationId, isIntegrationId, fc.oneof(apps, integrations)],
    ['e-mail', email, (...cell) => isEmail(...cell) ?? email.accepts(textOf(...cell)), addresses],
  ])('%s', (_, format, judge, cells) => {
    fc.assert(
      fc.property(like(cells), (cell) => {
        const bytes = Buffer.from(`x${cell}x`)
        expect(judge(bytes, 1, bytes.length - 1)).toBe(format.accepts(textOf(bytes, 1, bytes.length - 1)))
      }),
      { numRuns: 3000 },
    )
  })

  test('an e-mail of ASCII is judged by its bytes alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (cell) => {
        expect(isEmail(Buffer.from(cell), 0, cell.length)).toBe(email.accepts(cell))
      }),
    )
  })
})

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.subarray(from, to)).toString()
}
