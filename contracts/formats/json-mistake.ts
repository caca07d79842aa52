/** Where a text stops being JSON, and what should stand there: `JSON.parse` does not always say. */
export interface JsonMistake {
  /** In UTF-16 code units; the length of the text where it ends too early. */
  readonly offset: number
  /** Completes the sentence "expected …". */
  readonly expected: string
}

type Opening = '{' | '['
/** What may come next. */
type State = 'value' | 'value or ]' | 'name' | 'name or }' | 'colon' | 'rest'

// Of the control characters a string may hold those from U+007F up.
const string = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"/u
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/
const token = new RegExp(`(?<mark>[{}[\\]:,])|(?<string>${string.source})|(?<scalar>${scalar.source})`, 'uy')
const blanks = /[ \t\n\r]*/y

/** @returns the first mistake; `undefined` where the text is JSON (RFC 8259) */
export function jsonMistake(text: string): JsonMistake | undefined {
  const open: Opening[] = []
  let state: State = 'value'
  let offset = 0
  for (;;) {
    blanks.lastIndex = offset
    blanks.test(text)
    const at = blanks.lastIndex
    if (at === text.length && state === 'rest' && open.length === 0) return undefined
    token.lastIndex = at
    const { mark, string, scalar } = token.exec(text)?.groups ?? {}
    const next = after(state, mark ?? (string === undefined ? scalar : '"'), open)
    if (next === undefined) return { offset: at, expected: expectedIn(state, open.at(-1)) }
    state = next
    offset = token.lastIndex
  }
}

/** What may follow a token. @param open the brackets that are open, which it opens and closes @returns `undefined` where the token is wrong */
function after(state: State, token: string | undefined, open: Opening[]): State | undefined {
  if (token === undefined) return undefined
  switch (state) {
    case 'value or ]':
    case 'value':
      if (token === ']' && state === 'value or ]') return closed(open)
      if (token === '{' || token === '[') {
        open.push(token)
        return token === '{' ? 'name or }' : 'value or ]'
      }
      return ':,}]'.includes(token) ? undefined : 'rest'
    case 'name or }':
    case 'name':
      if (token === '}' && state === 'name or }') return closed(open)
      return token === '"' ? 'colon' : undefined
    case 'colon':
      return token === ':' ? 'value' : undefined
    case 'rest':
      if (open.length === 0) return undefined
      if (token === ',') return open.at(-1) === '{' ? 'name' : 'value'
      return token === (open.at(-1) === '{' ? '}' : ']') ? closed(open) : undefined
    default:
      return state satisfies never
  }
}

function closed(open: Opening[]): State {
  open.pop()
  return 'rest'
}

function expectedIn(state: State, opening: Opening | undefined): string {
  switch (state) {
    case 'value':
      return 'a value'
    case 'value or ]':
      return 'a value or "]"'
    case 'name':
      return 'a name in double quotes'
    case 'name or }':
      return 'a name in double quotes or "}"'
    case 'colon':
      return '":"'
    case 'rest':
      if (opening === undefined) return 'the end of the JSON'
      return opening === '{' ? '"," or "}"' : '"," or "]"'
    default:
      return state satisfies never
  }
}
