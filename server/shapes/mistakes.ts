/** One thing that is wrong with a value: where, what stands there, and what should. */
export interface Mistake {
  /** As a program spells it, such as `rows.requests` or `scenarios.my-flaky.poll[2].when.first`; empty for the value as a whole. */
  readonly path: string
  /** As the message shows it; secrets are left out. */
  readonly received: string
  /** Completes the sentence "expected …". */
  readonly expected: string
  /** The known word that was probably meant, where one is near. */
  readonly nearest?: string
}

/** Wrong options. The message has a line for each mistake: what was received, for which option, and what was expected. */
export class OptionError extends Error {
  override readonly name = 'OptionError'
  readonly mistakes: readonly Mistake[]
  /** Of the first mistake: the option as a program spells it, such as `rows.requests` or `dialect.header`. */
  readonly option: string
  /** Of the first mistake. */
  readonly received: string
  /** Of the first mistake. */
  readonly expected: string

  constructor(mistakes: readonly [Mistake, ...Mistake[]]) {
    super(mistakes.map((mistake) => sentenceOf(mistake)).join('\n'))
    this.mistakes = mistakes
    const [{ path, received, expected }] = mistakes
    this.option = path
    this.received = received
    this.expected = expected
  }
}

/** @param where what the user gave, where that is not the path: a flag or a variable of the environment */
export function sentenceOf({ path, received, expected, nearest }: Mistake, where = path): string {
  const place = where === '' ? '' : ` for ${where}`
  const near = nearest === undefined ? '' : `, the nearest being ${JSON.stringify(nearest)}`
  return `Received ${received}${place}; expected ${expected}${near}.`
}

/** Longer values are cut: a message is for reading. */
const shownLength = 200

/** A value as messages show it. */
export function shown(value: unknown): string {
  const text = value instanceof Date ? String(value) : (jsonOf(value) ?? String(value))
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text
}

/** @returns `undefined` for what JSON cannot hold: a function, a bigint, a cycle */
function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}

/** What a secret is called, which no message quotes. */
export function withheld(value: unknown): string {
  if (value === null) return 'null'
  if (value === '') return 'an empty text'
  return kinds[Array.isArray(value) ? 'array' : typeof value] ?? 'a value of another kind'
}

const kinds: Readonly<Record<string, string>> = {
  undefined: 'nothing',
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
}

/** `"a", "b"`, as messages list words. */
export function quotedList(words: readonly (string | number)[]): string {
  return words.map((word) => JSON.stringify(word)).join(', ')
}

/** Completes the sentence "expected …" for words to choose from. */
export function choiceOf(words: readonly (string | number)[]): string {
  return words.length === 1 ? quotedList(words) : `one of ${quotedList(words)}`
}
