import type { Format } from '../dataset.ts'
import type { Cell } from './cell.ts'

/** A closed list of words, true and false aside. */
export function isOneOf(format: Format): boolean {
  return format.kind === 'one-of' && !isBoolean(format)
}

export function isBoolean(format: Format): boolean {
  return format.kind === 'one-of' && [...wordsOf(format)].sort().join() === 'false,true'
}

/** @returns a function that says whether a cell is one of the words */
export function isWordOf(format: Format): (cell: Cell) => boolean {
  const words = wordsOf(format).map((word) => Buffer.from(word))
  return ({ bytes, from, to }) => {
    for (let i = 0; i < words.length; i++) if (holds(bytes, from, to, words[i]!)) return true
    return false
  }
}

function holds(bytes: Uint8Array, from: number, to: number, word: Uint8Array): boolean {
  if (to - from !== word.length) return false
  for (let i = 0; i < word.length; i++) if (bytes[from + i] !== word[i]) return false
  return true
}

function wordsOf({ schema }: Format): readonly string[] {
  return schema.enum as readonly string[]
}
