import { styleText } from 'node:util'
import { isTerminal } from './io.ts'

/** A line of the log as pino writes it. */
export type LogLine = {
  readonly level: number
  readonly time: number
  readonly msg?: string
  readonly method?: string
  readonly url?: string
  readonly status?: number
  readonly ms?: number
  readonly note?: string
  readonly aborted?: boolean
  readonly err?: { readonly message: string }
}

/** Where pino writes its JSON lines: they reach a person as one readable line each. */
export function readableLog(target: NodeJS.WritableStream): { write(line: string): void } {
  const style = isTerminal(target) ? styleText : (_style: unknown, text: string) => text
  return {
    write(json) {
      const line = JSON.parse(json, harmless) as LogLine
      const time = style('dim', new Date(line.time).toISOString().slice(11, 23))
      target.write(`${time} ${line.method === undefined ? message(line) : exchange(line, style)}\n`)
    },
  }
}

/** What a client sent must not move the cursor of whoever reads the log, nor forge a line of it. */
function harmless(_name: string, value: unknown): unknown {
  if (typeof value !== 'string') return value
  return value.replace(/\p{Cc}/gu, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

type Style = (style: 'dim' | 'green' | 'yellow' | 'red', text: string) => string

function exchange({ method, url = '', status, ms, note, aborted }: LogLine, style: Style): string {
  const [path] = url.split('?')
  const colour = status === undefined || status >= 500 ? 'red' : status >= 400 ? 'yellow' : 'green'
  const outcome = aborted ? style('red', 'broken off by the client') : style(colour, String(status))
  const details = [ms === undefined ? '' : `${ms} ms`, note ?? ''].filter((part) => part !== '')
  return `${method?.padEnd(4)} ${path} ${outcome} ${style('dim', details.join(', '))}`.trimEnd()
}

function message({ level, msg = '', status, note, err }: LogLine): string {
  if (status !== undefined) return `---- ${status} ${note ?? ''}`
  const prefix = level >= 50 ? 'error: ' : level >= 40 ? 'warning: ' : ''
  return `${prefix}${msg}${err === undefined ? '' : ` ${err.message}`}`
}
