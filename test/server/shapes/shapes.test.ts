import { describe, expect, expectTypeOf, test } from 'vitest'
import { type DatasetSlug, datasetSlugs } from '../../../contracts/index.ts'
import {
  boolean,
  check,
  duration,
  either,
  instant,
  list,
  mapped,
  number,
  type Of,
  OptionError,
  object,
  oneOf,
  onlyOneOf,
  optional,
  perDataset,
  record,
  refined,
  required,
  type Shape,
  secret,
  tagged,
  text,
  unchecked,
  wholeNumber,
} from '../../../server/shapes/index.ts'
import { validator } from '../../support/json-schema.ts'

const about = { description: 'What it is for.' }

const range = object({ from: required(wholeNumber(0), about), to: optional(wholeNumber(0), about) })
const pace = tagged('by', {
  word: object({ word: required(oneOf(['fast', 'slow']), about) }),
  gap: object({ ms: required(duration(), about), jitter: optional(number(0, 1), about) }),
  nothing: object({}),
})
const when = either(
  oneOf(['always', 'never']),
  onlyOneOf({ first: required(wholeNumber(1), about), nth: required(wholeNumber(1), about) }),
)
const names = record(text({ pattern: /^[a-z-]+$/, expected: 'a name of a-z and -' }), list(range, { most: 2 }))
const [aDataset = '', anotherDataset = ''] = datasetSlugs as readonly string[]

/** What is wrong, as `path: received; expected` and, where there is one, `(nearest)`. */
function mistakesOf(shape: Shape<unknown>, value: unknown): string[] {
  try {
    check(shape, value)
    return []
  } catch (error) {
    expect(error).toBeInstanceOf(OptionError)
    return (error as OptionError).mistakes.map(
      ({ path, received, expected, nearest }) =>
        `${path}: ${received}; ${expected}${nearest === undefined ? '' : ` (${nearest})`}`,
    )
  }
}

describe('what is right is read as the program uses it, and the schema agrees:', () => {
  test.each<[name: string, shape: Shape<unknown>, value: unknown, read: unknown]>([
    ['a whole number', wholeNumber(0, 5), 5, 5],
    ['a number', number(0, 1), 0.5, 0.5],
    ['true or false', boolean(), false, false],
    ['a text', text(), '', ''],
    ['a text of code points', text({ minLength: 2, maxLength: 2 }), '😀😀', '😀😀'],
    ['a word', oneOf(['a', 'b']), 'b', 'b'],
    ['a number of a few', oneOf([404, 403]), 403, 403],
    ['a duration as text', duration(), '1h30m', 5_400_000],
    ['a duration in milliseconds', duration(), 1.5, 1.5],
    ['an instant', instant(), '2026-01-01', Date.UTC(2026, 0, 1)],
    ['a list', list(boolean()), [true, false], [true, false]],
    ['a record', names, { 'my-name': [{ from: 1 }] }, { 'my-name': [{ from: 1 }] }],
    ['an object without what is optional', range, { from: 1 }, { from: 1 }],
    ['an object', range, { to: 2, from: 1 }, { from: 1, to: 2 }],
    ['a tagged object', pace, { by: 'gap', ms: '2s' }, { by: 'gap', ms: 2000 }],
    ['a tagged object with its tag alone', pace, { by: 'nothing' }, { by: 'nothing' }],
    ['the word of either', when, 'always', 'always'],
    ['the object of either', when, { nth: 3 }, { nth: 3 }],
    ['one value for all datasets', perDataset(boolean()), true, Object.fromEntries(datasetSlugs.map((s) => [s, true]))],
    ['one for a dataset', perDataset(boolean()), { [aDataset]: true }, { [aDataset]: true }],
    ['none for any dataset', perDataset(boolean()), {}, {}],
    [
      'an object for all',
      perDataset(pace),
      { by: 'nothing' },
      Object.fromEntries(datasetSlugs.map((s) => [s, { by: 'nothing' }])),
    ],
    ['an object for one', perDataset(pace), { [aDataset]: { by: 'nothing' } }, { [aDataset]: { by: 'nothing' } }],
    ['what another checks', unchecked('a list'), { x: 1 }, { x: 1 }],
    ['what is mapped', mapped(wholeNumber(0), (n) => `${n} rows`), 5, '5 rows'],
  ])('%s', (_, shape, value, read) => {
    expect(check(shape, value)).toEqual(read)
    expect(validator(shape.schema)(value)).toEqual([])
  })
})

describe('what is wrong is said with its path, and the schema agrees:', () => {
  test.each<[name: string, shape: Shape<unknown>, value: unknown, mistakes: string[]]>([
    ['a whole number', wholeNumber(0, 5), 5.5, [': 5.5; a whole number from 0 to 5']],
    ['a number', number(0, 1), '1', [': "1"; a number from 0 to 1']],
    ['true or false', boolean(), null, [': null; true or false']],
    ['a text', text({ minLength: 1, maxLength: 3 }), 'abcd', [': "abcd"; a text of 1 to 3 characters']],
    ['a text of code points', text({ minLength: 2 }), '😀', [': "😀"; a text of at least 2 characters']],
    ['a word', oneOf(['a', 'b']), 1, [': 1; one of "a", "b"']],
    [
      'a word that is near',
      oneOf(['strict', 'lenient']),
      'lenien',
      [': "lenien"; one of "strict", "lenient" (lenient)'],
    ],
    ['the only word', oneOf(['clock']), 'x', [': "x"; "clock"']],
    ['a duration', duration({ most: 60_000 }), '5', [': "5"; a duration from 0s to 1m, such as 30s, 15m or 1h30m']],
    ['a list', list(boolean()), 'x', [': "x"; a list']],
    ['too short a list', list(boolean(), { least: 1 }), [], [': a list of 0; a list of 1 or more']],
    ['an entry', list(boolean()), [true, 1, 0], ['[1]: 1; true or false', '[2]: 0; true or false']],
    ['no object', range, [], [': []; an object with from']],
    ['what is missing', range, {}, ['from: nothing; a whole number from 0']],
    ['what is undefined', range, { from: undefined }, ['from: nothing; a whole number from 0']],
    ['what is unknown', range, { from: 1, length: 2 }, ['length: the unknown name "length"; one of "from", "to"']],
    ['what is misspelt', range, { form: 1 }, ['form: the unknown name "form"; one of "from", "to" (from)']],
    [
      'what every object has',
      range,
      { from: 1, toString: 1 },
      ['toString: the unknown name "toString"; one of "from", "to"'],
    ],
    ['a name', names, { 'My name': [] }, ['["My name"]: the name "My name"; a name of a-z and -']],
    ['what is deep inside', names, { a: [{ from: 1 }, { from: -1 }] }, ['a[1].from: -1; a whole number from 0']],
    ['no tag', pace, { ms: 1 }, ['by: nothing; one of "word", "gap", "nothing"']],
    ['an unknown tag', pace, { by: 'gaps' }, ['by: "gaps"; one of "word", "gap", "nothing" (gap)']],
    [
      'a tag that every object has',
      pace,
      { by: 'constructor' },
      ['by: "constructor"; one of "word", "gap", "nothing"'],
    ],
    ["another variant's member", pace, { by: 'nothing', ms: 1 }, ['ms: the unknown name "ms"; "by"']],
    ['neither of either', when, 5, [': 5; one of "always", "never", or an object with one of first, nth']],
    ['the word of either', when, 'alway', [': "alway"; one of "always", "never" (always)']],
    ['the object of either', when, { first: 0 }, ['first: 0; a whole number from 1']],
    ['two where one is to be', when, { first: 1, nth: 1 }, [': {"first":1,"nth":1}; an object with one of first, nth']],
    ['a value for all datasets', perDataset(boolean()), 1, [': 1; true or false']],
    ['a value for one', perDataset(boolean()), { [aDataset]: 1 }, [`${aDataset}: 1; true or false`]],
    [
      'one of two',
      perDataset(pace),
      { [aDataset]: 5, [anotherDataset]: { by: 'nothing' } },
      [`${aDataset}: 5; an object with by: one of "word", "gap", "nothing"`],
    ],
    ['an object for all', perDataset(pace), { by: 'x' }, ['by: "x"; one of "word", "gap", "nothing"']],
  ])('%s', (_, shape, value, mistakes) => {
    expect(mistakesOf(shape, value)).toEqual(mistakes)
    expect(validator(shape.schema)(value)).not.toEqual([])
  })
})

test('a dataset that there is not is refused, and the nearest named', () => {
  const [mistake] = mistakesOf(perDataset(boolean()), { [`${aDataset}x`]: true })
  expect(mistake).toContain(`${aDataset}x: the unknown name`)
  expect(mistake).toContain(`"${anotherDataset}" (${aDataset})`)
})

test('every mistake is said, not the first alone', () => {
  const value = { a: [{ from: 'x', to: 'y' }], b: 5, C: [] }
  expect(mistakesOf(names, value)).toHaveLength(4)
})

test('a member that is undefined is as good as none, at any depth', () => {
  const whole = object({ names: optional(names, about), pace: optional(perDataset(pace), about) })
  expect(check(whole, { names: undefined, pace: { [aDataset]: undefined } })).toEqual({ pace: {} })
  expect(check(whole, { names: { a: undefined, b: [{ from: 1, to: undefined }] } })).toEqual({
    names: { b: [{ from: 1 }] },
  })
})

test('a key of the prototype is a name like any other', () => {
  expect(mistakesOf(range, JSON.parse('{"from": 1, "__proto__": {"to": 2}}'))).toEqual([
    '__proto__: the unknown name "__proto__"; one of "from", "to"',
  ])
})

test('the path begins at the root that is given', () => {
  expect(() => check(range, { from: 'x' }, 'rows')).toThrow(
    'Received "x" for rows.from; expected a whole number from 0.',
  )
  expect(() => check(wholeNumber(1), 0, 'port')).toThrow('Received 0 for port; expected a whole number from 1.')
})

test('what is secret is never quoted, however deep', () => {
  const hidden = object({ keys: optional(secret(record(text(), list(oneOf(['a', 'b'])))), about) })
  const mistakes = mistakesOf(hidden, { keys: { x: ['top-secret', 5, {}, null, true, []], y: 'top-secret' } })
  expect(mistakes.map((mistake) => mistake.split(';')[0])).toEqual([
    'keys.x[0]: a text',
    'keys.x[1]: a number',
    'keys.x[2]: an object',
    'keys.x[3]: null',
    'keys.x[4]: true or false',
    'keys.x[5]: a list',
    'keys.y: a text',
  ])
})

test('what is long is cut, and what JSON cannot hold is shown all the same', () => {
  const loop: Record<string, unknown> = {}
  loop.self = loop
  expect(mistakesOf(boolean(), 'x'.repeat(10_000))[0]!.length).toBeLessThan(300)
  expect(mistakesOf(boolean(), loop)).toHaveLength(1)
  expect(mistakesOf(boolean(), 1n)).toEqual([': 1; true or false'])
})

test('what is mapped is mapped only where nothing is wrong with it', () => {
  expect(
    mistakesOf(
      mapped(range, ({ from }) => from.toFixed()),
      5,
    ),
  ).toHaveLength(1)
})

test('a check that is added is asked besides, with the value as it was given', () => {
  const ordered = refined(range, (value, place) => {
    const { from, to } = value as { from: number; to: number }
    if (from > to) place.at('to').wrong(place.show(to), 'no less than from')
  })
  expect(mistakesOf(ordered, { from: 2, to: 1, x: 1 })).toEqual([
    'x: the unknown name "x"; one of "from", "to"',
    'to: 1; no less than from',
  ])
  expect(Object.keys(ordered.members)).toEqual(['from', 'to'])
})

test('the schema carries descriptions, defaults and units', () => {
  const { schema } = object({
    size: optional(wholeNumber(0), { description: 'How large.', default: 5, unit: 'bytes' }),
  })
  expect(schema.properties).toMatchObject({ size: { description: 'How large. In bytes.', default: 5, minimum: 0 } })
})

test('types follow exactly', () => {
  expectTypeOf<Of<typeof range>>().toEqualTypeOf<{ readonly from: number; readonly to?: number }>()
  expectTypeOf<Of<typeof pace>>().toEqualTypeOf<
    | { readonly by: 'word'; readonly word: 'fast' | 'slow' }
    | { readonly by: 'gap'; readonly ms: number; readonly jitter?: number }
    | { readonly by: 'nothing' }
  >()
  expectTypeOf<Of<typeof when>>().toEqualTypeOf<
    'always' | 'never' | { readonly first: number } | { readonly nth: number }
  >()
  expectTypeOf<Of<typeof names>>().toEqualTypeOf<
    Readonly<Record<string, readonly { readonly from: number; readonly to?: number }[]>>
  >()
  const flags = perDataset(boolean())
  expectTypeOf<Of<typeof flags>>().toEqualTypeOf<{ readonly [S in DatasetSlug]?: boolean }>()
})
