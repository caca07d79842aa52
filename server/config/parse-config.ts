import { jsonMistake } from '../../contracts/formats/json-mistake.ts'
import type { Mistake } from '../shapes/index.ts'
import { loadYaml } from './load-yaml.ts'

/** What is wrong in a file. Where its text does not parse, it is a line and a column that say where; they count from 1. */
export interface FileMistake extends Mistake {
  readonly line?: number
  readonly column?: number
}

export type Parsed = { readonly value: unknown } | { readonly mistakes: readonly FileMistake[] }

/** @param name its end says which it is: `.json`, or YAML 1.2 */
export function parseConfig(name: string, text: string): Promise<Parsed> {
  // Editors on Windows write a byte order mark, which neither syntax knows.
  const content = text.replace(/^\uFEFF/, '')
  return name.endsWith('.json') ? Promise.resolve(parseJson(content)) : parseYaml(content)
}

function parseJson(text: string): Parsed {
  const mistake = jsonMistake(text)
  if (mistake === undefined) return { value: JSON.parse(text) }
  const { offset, expected } = mistake
  const before = text.slice(0, offset).split('\n')
  const [rest = ''] = text.slice(offset).split('\n')
  const received = rest === '' ? 'the end of the file' : JSON.stringify(rest.trim().slice(0, 40))
  return { mistakes: [{ path: '', received, expected, line: before.length, column: before.at(-1)!.length + 1 }] }
}

async function parseYaml(text: string): Promise<Parsed> {
  const { LineCounter, parseDocument } = await loadYaml()
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter, prettyErrors: false })
  // What it warns of, such as an unknown tag, is read as something else than was meant.
  const mistakes = [...document.errors, ...document.warnings].map(({ pos: [offset], message }) => {
    const { line, col } = lineCounter.linePos(offset)
    return { ...notYaml(message), line, column: col }
  })
  if (mistakes.length > 0) return { mistakes }
  try {
    return { value: document.toJS() ?? {} }
  } catch (error) {
    // Aliases that lead nowhere, or that would unfold to more than fits in memory.
    return { mistakes: [notYaml((error as Error).message)] }
  }
}

function notYaml(message: string): Mistake {
  return { path: '', received: `what does not parse (${message.replace(/\.$/, '')})`, expected: 'YAML 1.2' }
}
