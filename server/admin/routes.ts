import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Mock } from '../mock.ts'
import { adminHandlers } from './admin-handlers.ts'
import { adminPrefix } from './admin-prefix.ts'

/** How the mock's own paths below `/__mock` are served. */
export interface AdminOptions {
  /** Without, nothing is left of them but `/__mock/health`. @default true */
  readonly enabled?: boolean
  /** What requests must bring along as `Authorization: Bearer …`. @default none is needed */
  readonly token?: string
  /** Names that lead here, besides those of this machine: what `Host` may hold. */
  readonly hosts?: readonly string[]
}

/** What is asked of each request first. */
export interface AdminGate {
  /** Whether a request is for one of the mock's own paths, the live page among them. */
  isFor(request: FastifyRequest): boolean
  /** Lets such a request on to its route, or answers it. @returns whether it may go on */
  admit(request: FastifyRequest, reply: FastifyReply): boolean
}

/** The mock's own paths beside the emulated ones. */
export function adminRoutes(app: FastifyInstance, mock: Mock, options: AdminOptions): AdminGate {
  const { isForPage, admit, handle, fail } = adminHandlers(mock, options, 'the same port')
  const methods = app.supportedMethods
  for (const url of [adminPrefix, `${adminPrefix}/*`]) {
    app.route({ method: methods, url, handler: handle, errorHandler: fail })
  }
  const isBelowPrefix = ({ raw }: FastifyRequest) => raw.sandboxId === undefined && isBelow(adminPrefix, raw.url)
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    try {
      await handle(request, reply)
    } catch (error) {
      fail(error as FastifyError, request, reply)
    }
  }
  return {
    isFor: (request) => isBelowPrefix(request) || isForPage(request),
    admit(request, reply) {
      if (!admit(request, reply)) return false
      if (isBelowPrefix(request) && methods.includes(request.method)) return true
      // For these Fastify has no routes, and what is emulated answers whatever has none.
      answer(request, reply)
      return false
    },
  }
}

/** Whether a URL is that of a path, or of one beneath it. */
export function isBelow(prefix: string, url = ''): boolean {
  return url.startsWith(prefix) && /^(?:[/?]|$)/.test(url.slice(prefix.length))
}
