import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { root } from './documents.ts'

const languages: Readonly<Record<string, string>> = {
  '.ts': 'ts',
  '.py': 'python',
  '.go': 'go',
  '.java': 'java',
  '.sh': 'sh',
}

/**
 * A region of a file, as a piece of code in Markdown.
 * @param reference such as `examples/clients/python/download.py#poll`; a region stands between comments
 *   `region poll` and `endregion poll`
 */
export function quoted(reference: string): string {
  const [path = '', region = ''] = reference.split('#')
  const language = languages[extname(path)]
  const lines = readFileSync(root + path, 'utf8').split('\n')
  const isMark = (line: string, word: string) => new RegExp(`^\\s*(?://|#)\\s*#?${word} ${region}$`).test(line)
  const from = lines.findIndex((line) => isMark(line, 'region'))
  const to = lines.findIndex((line) => isMark(line, 'endregion'))
  if (language === undefined || from === -1 || to < from) throw new Error(`There is no region ${reference}.`)
  const code = lines.slice(from + 1, to).filter((line) => !/^\s*(?:\/\/|#)\s*#?(?:end)?region /.test(line))
  const indent = Math.min(...code.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)))
  const text = code.map((line) => line.slice(indent)).join('\n')
  return `\`\`\`${language}\n${text.trim()}\n\`\`\`\n`
}
