import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  LogController,
} from 'fastify'
import { hardened, noteContentType, originForm, takeBodiesAsText } from '../hardening.ts'
import type { Mock } from '../mock.ts'
import { problems } from '../problems.ts'
import { decorateRequests } from '../under-way.ts'
import { adminHandlers, sendProblem } from './admin-handlers.ts'
import { guardHeaders } from './guard.ts'
import type { AdminOptions } from './routes.ts'

/**
 * The mock's own paths as a Fastify instance of their own, for another port than the emulated API has.
 * @param log what could not be answered is told there. @default nobody is told
 */
export function buildAdmin(mock: Mock, options: AdminOptions, log?: FastifyBaseLogger): FastifyInstance {
  const { admit, handle, fail } = adminHandlers(mock, options, 'a port of its own')
  const app: FastifyInstance = Fastify({
    ...(log === undefined ? { logger: false } : { loggerInstance: log }),
    logController: new LogController({ disableRequestLogging: true }),
    ...hardened(mock.base.limits.bodyBytes, () => app.log),
    rewriteUrl: (request) => originForm(request),
    frameworkErrors: (_error, request, reply: FastifyReply) => {
      reply.headers(guardHeaders) // no hook runs for these
      sendProblem(reply, problems['bad-url'](request.raw.url ?? ''))
    },
  })
  decorateRequests(app)
  app.addHook('onRequest', (request, reply, done) => {
    noteContentType(request)
    if (admit(request, reply)) done()
  })
  takeBodiesAsText(app)
  app.setNotFoundHandler(handle) // there are no routes, so that every path and method comes here
  app.setErrorHandler<FastifyError>(fail)
  return app
}
