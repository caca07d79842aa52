import type { FastifyRequest } from 'fastify'
import type { Mock } from '../mock.ts'
import { baseUrlOf, type Origin, type OriginOf, originFinder } from '../origin.ts'
import type { Whereabouts } from './route.ts'

/** Whether the mock's own paths share the port with the emulated ones. */
export type Port = 'the same port' | 'a port of its own'

export interface Locator {
  of(request: FastifyRequest): Whereabouts
  /** The origins of pages that this server serves, as `Origin` names them. */
  originsOf(request: FastifyRequest): readonly string[]
}

/** Finds where a client has reached the server, for the URLs in answers. */
export function locator(mock: Mock, port: Port): Locator {
  const { publicUrl, ...others } = mock.base
  const isShared = port === 'the same port'
  const originOf = originFinder({ ...others, publicUrl: isShared ? publicUrl : undefined })
  const found = (request: FastifyRequest): Origin | undefined => usable(originOf(request))
  return {
    of(request) {
      const origin = found(request)
      const baseUrl = origin === undefined ? mock.baseUrl : baseUrlOf(origin)
      // The emulated API is elsewhere if it does not share the port, so what this request has reached says nothing of it.
      const sandboxes = isShared ? baseUrl : mock.baseUrl
      return {
        baseUrl,
        prefix: origin?.prefix ?? '',
        apiBaseUrl: sandboxes,
        hasOwnPort: !isShared,
        seen: (sandbox) => ({ ...sandbox, baseUrl: sandboxes + sandbox.baseUrl.slice(mock.baseUrl.length) }),
      }
    },
    originsOf(request) {
      const origin = found(request)
      const { host } = request.headers
      const direct = `http://${host}`
      return [
        ...(host !== undefined && URL.canParse(direct) ? [new URL(direct).origin] : []),
        ...(origin === undefined ? [] : [`${origin.scheme}://${origin.host}`]),
      ]
    },
  }
}

function usable(origin: ReturnType<OriginOf>): Origin | undefined {
  return 'received' in origin ? undefined : origin
}
