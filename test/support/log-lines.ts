import Fastify, { type FastifyBaseLogger } from 'fastify'

export type LogLine = Readonly<Record<string, unknown>>

/** A pino logger as Fastify makes it, that writes into a list. */
export function listLogger(level = 'info'): { readonly logger: FastifyBaseLogger; readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = []
  const write = (line: string) => void lines.push(JSON.parse(line))
  return { logger: Fastify({ logger: { level, stream: { write } } }).log, lines }
}
