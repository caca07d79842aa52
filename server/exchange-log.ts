import type { FastifyReply, FastifyRequest } from 'fastify'
import { maskText } from './journal/masking.ts'

/** One line for each exchange, once it is over; also for those that were broken off. */
export function logExchange({ exchange, sandbox, log }: FastifyRequest, reply: FastifyReply): void {
  const { method, url, exportId, note, status, fault, brokenOff } = exchange
  log.info(
    {
      method,
      url: maskText(url),
      status,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      sandbox: sandbox.prefix === '' ? undefined : sandbox.id,
      export: exportId,
      fault,
      note: note && maskText(note),
      aborted: brokenOff,
    },
    'exchange',
  )
}
