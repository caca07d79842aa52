import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { maskUrl } from './exchange.ts'

/** One line for each exchange, once it is over; also for those that the client broke off. */
export function logExchanges(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => logExchange(request, reply))
  app.addHook('onRequestAbort', async (request) => logExchange(request, undefined))
}

/** @param reply `undefined` where the client broke off */
export function logExchange(request: FastifyRequest, reply: FastifyReply | undefined): void {
  const { export: exportId, note, status } = request.exchange
  request.log.info(
    {
      method: request.method,
      url: maskUrl(request.raw.url ?? ''),
      status: reply?.statusCode ?? status,
      ms: reply && Math.round(reply.elapsedTime * 10) / 10,
      export: exportId,
      note: note && maskUrl(note),
      aborted: reply === undefined || undefined,
    },
    'exchange',
  )
}
