import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
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

/** Lets a request for one of the mock's own paths on, or answers it. */
export type AdmitToAdmin = (request: FastifyRequest, reply: FastifyReply) => boolean

/** The mock's own paths beside the emulated ones. @returns what has to be asked of each request for one of them first */
export function adminRoutes(app: FastifyInstance, mock: Mock, options: AdminOptions): AdmitToAdmin {
  const { admit, handle, fail } = adminHandlers(mock, options, 'the same port')
  const methods = app.supportedMethods
  for (const url of [adminPrefix, `${adminPrefix}/*`]) {
    app.route({ method: methods, url, handler: handle, errorHandler: fail })
  }
  return (request, reply) => {
    if (!admit(request, reply)) return false
    if (methods.includes(request.method)) return true
    // For these Fastify has no routes, and what is emulated answers whatever has none.
    handle(request, reply)
    return false
  }
}
