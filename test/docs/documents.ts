import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** A page of the documentation. */
export interface Document {
  /** From the root of the project. */
  readonly path: string
  readonly text: string
}

/** A piece of code in a page. */
export interface Block {
  /** Where it begins: `docs/cli.md:12`. */
  readonly place: string
  readonly language: string
  readonly code: string
  /** What an HTML comment in the line before says of it; nobody sees that but the tests. */
  readonly remark: string | undefined
}

const inDocs = readdirSync(`${root}docs`).filter((name) => name.endsWith('.md'))

export const documents: readonly Document[] = ['README.md', ...inDocs.map((name) => `docs/${name}`)].map((path) => ({
  path,
  text: readFileSync(root + path, 'utf8'),
}))

/** All pieces of code in a language, but those that are quoted: their files are run by tests of their own. */
export function blocksIn(language: string): readonly Block[] {
  return documents.flatMap(({ path, text }) => {
    const ours = text.replaceAll(/^<!-- code .*? -->\n.*?^<!-- \/code -->$/gms, (quote) =>
      quote.replaceAll(/[^\n]/g, ''),
    )
    return [...ours.matchAll(/(?:^<!-- ([^\n]*?) -->\n)?^```(\w+)\n(.*?)^```$/gms)]
      .filter(([, , found]) => found === language)
      .map(({ index, 1: remark, 2: found, 3: code }) => ({
        place: `${path}:${ours.slice(0, index).split('\n').length + (remark === undefined ? 0 : 1)}`,
        language: found!,
        code: code!,
        remark,
      }))
  })
}

/** The languages of all pieces of code; empty where one names none. */
export function languages(): ReadonlySet<string> {
  const pieces = documents.flatMap(({ text }) => [...text.matchAll(/^ *```(.*)\n(?:.*\n)*?^ *```$/gm)])
  return new Set(pieces.map(([, name]) => name!))
}
