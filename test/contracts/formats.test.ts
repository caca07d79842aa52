import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  appId,
  dateTime,
  email,
  goDuration,
  integrationId,
  json,
  oneOf,
  parseGoDuration,
  text,
  ulid,
} from '../../contracts/formats/index.ts'
import type { Format } from '../../contracts/index.ts'
import { holdsToSchema } from '../support/json-schema.ts'

type Cells = readonly (readonly [cell: string, why: string])[]

/** Each cell with what is remarkable about it. */
const specifications: Record<string, { format: Format; accepts: Cells; refuses: Cells }> = {
  ULID: {
    format: ulid,
    accepts: [
      ['01H9VNFTZD1T44TCSKGEBWNTZD', 'the sample'],
      ['00000000000000000000000000', 'the least'],
      ['7ZZZZZZZZZZZZZZZZZZZZZZZZZ', 'the greatest: 128 bits, all set'],
    ],
    refuses: [
      ['80000000000000000000000000', 'one more than 128 bits hold'],
      ['Z1H9VNFTZD1T44TCSKGEBWNTZD', 'far more than 128 bits hold'],
      ['01h9vnftzd1t44tcskgebwntzd', 'lower case'],
      ['01H9VNFTZD1T44TCSKGEBWNTZI', 'I is not in the alphabet'],
      ['01H9VNFTZD1T44TCSKGEBWNTZL', 'L is not in the alphabet'],
      ['01H9VNFTZD1T44TCSKGEBWNTZO', 'O is not in the alphabet'],
      ['01H9VNFTZD1T44TCSKGEBWNTZU', 'U is not in the alphabet'],
      ['01H9VNFTZD1T44TCSKGEBWNTZ', '25 characters'],
      ['01H9VNFTZD1T44TCSKGEBWNTZDD', '27 characters'],
      [' 01H9VNFTZD1T44TCSKGEBWNTZD', 'a blank before it'],
      ['01H9VNFTZD1T44TCSKGEBWNTZD\n', 'a line end behind it'],
      ['', 'blank'],
    ],
  },
  'Go duration': {
    format: goDuration,
    accepts: [
      ['45m0s', 'as Go prints it'],
      ['68m0s', 'the sample, which Go only reads'],
      ['1h', 'the definition’s hour'],
      ['60m', 'the definition’s other hour'],
      ['1h30m0s', 'three units'],
      ['0s', 'nothing'],
      ['1.5h', 'a fraction'],
      ['.5s', 'a fraction without its zero'],
      ['1.s', 'a point without a fraction'],
      ['100ns', 'nanoseconds'],
      ['100us', 'microseconds'],
      ['100µs', 'microseconds with U+00B5, the micro sign'],
      ['100μs', 'microseconds with U+03BC, the letter mu, which Go reads too'],
      ['100ms', 'milliseconds'],
      ['1s1h', 'any order, as Go allows'],
      ['1h1h', 'a unit twice, as Go allows'],
    ],
    refuses: [
      ['60', 'no unit'],
      ['0', 'no unit; Go would read it, but the documentation asks for one'],
      ['-1h', 'a sign; Go would read it, but access is not wanted for less than nothing'],
      ['h', 'no number'],
      ['.h', 'a point is no number'],
      ['1d', 'no unit of Go: it has no days'],
      ['1w', 'no unit of Go: it has no weeks'],
      ['1H', 'upper case'],
      ['1h 30m', 'a blank'],
      ['1h30', 'the last number has no unit'],
      ['1,5h', 'a comma'],
      ['PT1H', 'ISO 8601'],
      ['', 'blank'],
    ],
  },
  'date and time': {
    format: dateTime,
    accepts: [
      ['2023-09-22 18:30:00', 'the sample'],
      ['2024-02-29 00:00:00', 'the leap day of a leap year'],
      ['2000-02-29 00:00:00', 'the leap day of a century that divides by 400'],
      ['2023-12-31 23:59:59', 'the last second of a year'],
      ['0001-01-01 00:00:00', 'the zero time of Go'],
    ],
    refuses: [
      ['2023-02-29 00:00:00', 'no leap year'],
      ['1900-02-29 00:00:00', 'no leap year: a century that does not divide by 400'],
      ['2023-02-30 00:00:00', 'February has no 30th'],
      ['2023-04-31 00:00:00', 'April has no 31st'],
      ['2023-01-32 00:00:00', 'no month has a 32nd'],
      ['2023-00-10 00:00:00', 'month 0'],
      ['2023-13-10 00:00:00', 'month 13'],
      ['2023-01-00 00:00:00', 'day 0'],
      ['2023-01-01 24:00:00', 'hour 24'],
      ['2023-01-01 00:60:00', 'minute 60'],
      ['2023-01-01 23:59:60', 'a leap second'],
      ['2023-01-01T00:00:00', 'a T'],
      ['2023-01-01 00:00:00Z', 'a zone'],
      ['2023-01-01 00:00:00.000', 'a fraction'],
      ['2023-01-01 00:00', 'no seconds'],
      ['2023-01-01', 'no time'],
      ['2023-1-1 0:00:00', 'one digit'],
      ['22/09/2023 18:30:00', 'another order'],
      ['2023-01-01  00:00:00', 'two blanks'],
      ['', 'blank'],
    ],
  },
  'app, alone or with its integration': {
    format: appId,
    accepts: [
      ['google', 'a sample'],
      ['github/01H965ZRNQHAS2B8GKJA85X75D', 'a sample'],
      ['azure-ad', 'a hyphen'],
      ['1password/01H965ZRNQHAS2B8GKJA85X75D', 'a digit first'],
    ],
    refuses: [
      ['GitHub', 'upper case'],
      ['github/', 'no ULID behind the slash'],
      ['/01H965ZRNQHAS2B8GKJA85X75D', 'no app'],
      ['github/01h965zrnqhas2b8gkja85x75d', 'a ULID in lower case'],
      ['github/28329', 'a number, as Metadata has it'],
      ['github/01H965ZRNQHAS2B8GKJA85X75D/x', 'more behind it'],
      ['-github', 'a hyphen first'],
      ['git hub', 'a blank'],
      ['01H965ZRNQHAS2B8GKJA85X75D', 'a bare ULID'],
      ['', 'blank'],
    ],
  },
  integration: {
    format: integrationId,
    accepts: [
      ['google/01H90W5FM2RY663D6AFNG9HEJ9', 'the sample'],
      ['azure-ad/01H90W5FM2RY663D6AFNG9HEJ9', 'a hyphen'],
    ],
    refuses: [
      ['google', 'the app alone'],
      ['google/81H90W5FM2RY663D6AFNG9HEJ9', 'no ULID'],
      ['01H90W5FM2RY663D6AFNG9HEJ9', 'the ULID alone'],
      ['', 'blank'],
    ],
  },
  'e-mail': {
    format: email,
    accepts: [
      ['ayden@email.com', 'a sample'],
      ['adam.williams@balkan.id', 'the sample of another page'],
      ["o'neil+mock@mail.company.example", 'an apostrophe, a plus, a subdomain'],
    ],
    refuses: [
      ['ayden', 'a handle'],
      ['ayden@', 'no domain'],
      ['@email.com', 'nobody'],
      ['ayden@email', 'no dot in the domain'],
      ['ayden@email.', 'the domain ends with a dot'],
      ['ayden@.com', 'the domain begins with a dot'],
      ['ayden@email..com', 'two dots'],
      ['ayden@james@email.com', 'two @'],
      ['Ayden Cole <ayden@email.com>', 'a name before it'],
      ['ayden@email.com,james@email.com', 'two addresses'],
      [' ayden@email.com', 'a blank before it'],
      ['', 'blank'],
    ],
  },
  'JSON object': {
    format: json('object', {}, {}),
    accepts: [
      ['{}', 'empty'],
      ['{"a":{"b":[null]}}', 'nested'],
      [' {"a" : 1}\n', 'white space around it'],
    ],
    refuses: [
      ['[]', 'an array'],
      ['null', 'null, which JavaScript calls an object'],
      ['"{}"', 'a string'],
      ['1', 'a number'],
      ['{"username":"}', 'the empty string of the samples'],
      ["{'a':1}", 'single quotes'],
      ['{a:1}', 'a bare key'],
      ['{"a":1,}', 'a comma too many'],
      ['', 'blank'],
    ],
  },
  'JSON array': {
    format: json('array', {}, []),
    accepts: [
      ['[]', 'empty'],
      ['[{"department":"engineering"}]', 'of objects'],
    ],
    refuses: [
      ['{}', 'an object'],
      ['null', 'null'],
      ['[ {department: engineering, job-title: engineer, ratio: 0.90 } ]', 'the sample: bare words'],
      ['', 'blank'],
    ],
  },
  'one of': {
    format: oneOf('grant', 'revoke'),
    accepts: [
      ['grant', 'the first word'],
      ['revoke', 'the last word'],
    ],
    refuses: [
      ['Grant', 'upper case'],
      ['grant ', 'a blank behind it'],
      ['grants', 'more'],
      ['gran', 'less'],
      ['', 'blank'],
    ],
  },
  text: {
    format: text('developer'),
    accepts: [
      ['developer', 'a word'],
      ['Zażółć "gęślą", jaźń\n', 'anything'],
    ],
    refuses: [],
  },
}

const rows = (side: 'accepts' | 'refuses') =>
  Object.entries(specifications).flatMap(([name, specification]) =>
    specification[side].map(([cell, why]) => ({ name, format: specification.format, cell, why })),
  )

test.each(rows('accepts'))('$name accepts $cell ($why)', ({ format, cell }) => {
  expect(format.accepts(cell)).toBe(true)
})

test.each(rows('refuses'))('$name refuses $cell ($why)', ({ format, cell }) => {
  expect(format.accepts(cell)).toBe(false)
})

test('an e-mail is judged in a time that grows no faster than its length', () => {
  // A pattern that tries every dot as the last one needs minutes for this cell.
  expect(email.accepts(`a@${'.'.repeat(300_000)} `)).toBe(false)
})

describe('what a message says was expected', () => {
  test.each([
    ['one of', 'one of "grant", "revoke"'],
    ['JSON object', 'a JSON object'],
    ['JSON array', 'a JSON array'],
  ])('%s: expected %s', (name, expected) => {
    expect(specifications[name]!.format.expected).toBe(expected)
  })
})

describe('the JSON Schema of a format agrees with it', () => {
  test.each(rows('accepts'))('$name: $cell is valid ($why)', ({ format, cell }) => {
    expect(holdsToSchema(cell, format)).toBe(true)
  })

  /** Such cells, the same with one character changed, added or taken away, and anything at all. */
  const like = (cells: fc.Arbitrary<string>) => {
    const character = fc.string({ maxLength: 1, unit: 'grapheme' })
    const nearly = fc.tuple(cells, fc.nat(40), fc.nat(1), character).map(([cell, at, taken, put]) => {
      const place = at % (cell.length + 1)
      return cell.slice(0, place) + put + cell.slice(place + taken)
    })
    return fc.oneof(cells, nearly, fc.string())
  }

  const base32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const ulids = fc.string({ minLength: 26, maxLength: 26, unit: fc.constantFrom(...base32) })
  const apps = fc.stringMatching(/^[a-z0-9-]{1,8}$/)
  const integrations = fc.tuple(apps, ulids).map((parts) => parts.join('/'))
  const parts = fc.stringMatching(/^[0-9]{0,3}[.]?[0-9]{0,3}(?:ns|us|µs|μs|ms|s|m|h)$/)
  const durations = fc.array(parts, { maxLength: 3 }).map((list) => list.join(''))
  // Days up to the 28th exist in every month; which of the others do, no pattern can tell.
  const pad = (limit: number, digits = 2) => fc.nat(limit).map((number) => String(number).padStart(digits, '0'))
  const dates = fc
    .tuple(pad(9999, 4), pad(13), pad(28), pad(25), pad(61), pad(61))
    .map(([year, month, day, hour, minute, second]) => `${year}-${month}-${day} ${hour}:${minute}:${second}`)
  const words = fc.constantFrom('grant', 'revoke')

  test.each([
    ['ULID', ulid, like(ulids)],
    ['Go duration', goDuration, like(durations)],
    ['app', appId, like(fc.oneof(apps, integrations))],
    ['integration', integrationId, like(fc.oneof(apps, integrations))],
    ['date and time, the calendar aside', dateTime, like(dates).filter((cell) => !/-(?:29|3\d) /.test(cell))],
    ['one of', oneOf('grant', 'revoke'), like(words)],
  ])('%s: valid means accepted, for anything like it', (_, format, cells) => {
    fc.assert(
      fc.property(cells, (cell) => {
        expect(holdsToSchema(cell, format)).toBe(format.accepts(cell))
      }),
      { numRuns: 500 },
    )
  })

  test('e-mail: every address of the common form is both valid and accepted', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (cell) => {
        expect([holdsToSchema(cell, email), email.accepts(cell)]).toEqual([true, true])
      }),
    )
  })

  test.each(['object', 'array'] as const)('JSON %s: the content schema asks for the outermost type too', (type) => {
    expect(json(type, { description: 'x' }, {}).schema).toEqual({
      type: 'string',
      contentMediaType: 'application/json',
      contentSchema: { type, description: 'x' },
    })
  })
})

describe('parseGoDuration, in milliseconds', () => {
  test.each([
    ['0s', 0],
    ['1s', 1_000],
    ['45m0s', 2_700_000],
    ['68m0s', 4_080_000],
    ['1h8m0s', 4_080_000],
    ['60m', 3_600_000],
    ['1h', 3_600_000],
    ['1.5h', 5_400_000],
    ['.5s', 500],
    ['1.s', 1_000],
    ['250ms', 250],
    ['10us', 0.01],
    ['10µs', 0.01],
    ['10μs', 0.01],
    ['10ns', 0.00001],
    ['168h0m0s', 604_800_000],
    ['1h1h', 7_200_000],
  ])('%s is %d', (duration, milliseconds) => {
    expect(parseGoDuration(duration)).toBeCloseTo(milliseconds, 9)
  })

  test.each(['', '60', '-1h', '1d', '1h30', 'soon'])('%j is none', (duration) => {
    expect(parseGoDuration(duration)).toBeUndefined()
  })

  test('adds up its parts', () => {
    const parts = fc.tuple(fc.nat(999), fc.nat(59), fc.nat(59))
    fc.assert(
      fc.property(parts, ([h, m, s]) => {
        expect(parseGoDuration(`${h}h${m}m${s}s`)).toBe(((h * 60 + m) * 60 + s) * 1000)
      }),
    )
  })
})

test('a duration of millions of parts is refused without being read to its end', () => {
  expect(parseGoDuration('1h'.repeat(4_000_000))).toBeUndefined()
})
