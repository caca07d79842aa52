import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { type PageTarget, pageTargetOf } from '../dashboard/page-target.ts'
import { deliver } from '../delivery/deliver.ts'
import { leaveBody } from '../hardening.ts'
import type { Mock } from '../mock.ts'
import { problemAnswer } from '../problem-answer.ts'
import { type Problem, problems, quote } from '../problems.ts'
import { ControlError } from '../sandboxes/control-error.ts'
import { OptionError } from '../shapes/index.ts'
import { adminPrefix } from './admin-prefix.ts'
import { guard, guardHeaders } from './guard.ts'
import { type AdminProblem, adminProblems, controlProblem, Refusal } from './problems.ts'
import { checkMediaType, type Expected, readBody, readQuery } from './read.ts'
import type { Result, Route } from './route.ts'
import { router } from './router.ts'
import { routes as allRoutes } from './routes/all.ts'
import type { AdminOptions } from './routes.ts'
import { locator, type Port } from './whereabouts.ts'

/** The steps of a request for one of the mock's own paths, for Fastify to call. */
export interface AdminHandlers {
  /** Whether a request is for the live page, which is also at `/`. */
  isForPage(request: FastifyRequest): boolean
  /** Guards the paths. @returns whether the request may go on; else it is answered */
  admit(request: FastifyRequest, reply: FastifyReply): boolean
  handle(request: FastifyRequest, reply: FastifyReply): FastifyReply | Promise<FastifyReply>
  /** Answers an error as the problem that it is. */
  fail(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply
}

export function adminHandlers(mock: Mock, options: AdminOptions, port: Port): AdminHandlers {
  const { enabled = true, token, hosts = [] } = options
  const { publicUrl, limits } = mock.base
  const routes = enabled ? allRoutes : allRoutes.filter(({ isOpen }) => isOpen)
  const open = new Set(routes.filter(({ isOpen }) => isOpen).map(({ path }) => adminPrefix + path))
  const find = router(routes)
  const locate = locator(mock, port)
  const check = guard({ hosts: publicUrl === undefined ? hosts : [...hosts, publicUrl.hostname], token })

  // Made anew each time: which scenarios there are may have changed.
  const expectedBody = ({ body }: Route): Expected | undefined =>
    body && { shape: body.shape(mock), isRequired: body.isRequired }

  const call = async (
    route: Route,
    params: Readonly<Record<string, string>>,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> => {
    if (route.takes !== undefined) checkMediaType(request.sentContentType, route.takes)
    const result = await route.handle({
      mock,
      params,
      query: readQuery(route.query ?? {}, request.query as Readonly<Record<string, unknown>>),
      body:
        route.method === 'GET' || route.takes !== undefined
          ? undefined
          : readBody(textOf(request), request.sentContentType, expectedBody(route)),
      here: locate.of(request),
      hasToken: token !== undefined,
      request,
      reply,
    })
    return result === 'answered by itself' ? reply : answer(reply, result)
  }

  /** The page is not loaded before somebody asks for it. */
  const show = async (target: PageTarget, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { servePage } = await import('../dashboard/serve-page.ts')
    return servePage(target, { here: locate.of(request), request, reply })
  }

  const problemOf = (error: FastifyError, { method, raw }: FastifyRequest): AdminProblem => {
    if (error instanceof Refusal) return error.problem
    if (error instanceof OptionError) return adminProblems['wrong-options'](error)
    if (error instanceof ControlError) {
      const path = pathOf(raw.url)
      const found = find(method, path)
      const { id = '' } = 'params' in found ? found.params : {}
      const nearest = error.code === 'unknown-sandbox' ? mock.nearestId(id) : undefined
      return controlProblem(error, `${method} ${quote(path)}`, nearest)
    }
    if (error.statusCode === 413) return adminProblems['body-too-large'](limits.bodyBytes)
    if (error.statusCode === 400) return problems['bad-request'](error.code)
    return problems['internal-error']()
  }

  const targetOf = ({ raw }: FastifyRequest) => (enabled ? pageTargetOf(raw) : undefined)

  const takesStream = ({ method, raw }: FastifyRequest) => {
    if (method !== 'POST') return false
    const found = find(method, pathOf(raw.url))
    return 'route' in found && found.route.takes !== undefined
  }

  return {
    isForPage: (request) => targetOf(request) !== undefined,
    admit(request, reply) {
      const { method, headers, raw } = request
      reply.headers(guardHeaders)
      if (mock.isExposed && token === undefined) {
        sendProblem(
          reply,
          adminProblems['token-required']('a request to a mock that others can reach and that has no token'),
        )
        return false
      }
      const problem = check({
        method,
        headers,
        origins: locate.originsOf(request),
        needsToken: !open.has(pathOf(raw.url)) && targetOf(request) === undefined,
      })
      if (problem !== undefined) sendProblem(reply, problem)
      else if (takesStream(request)) leaveBody(request)
      return problem === undefined
    },
    handle(request, reply) {
      const { method, raw } = request
      // Spelled so that it counts as an emulated path, it is one that the service has not.
      if (request.underWay !== undefined) {
        const problem = problems['unknown-path'](method, pathOf(raw.originalUrl ?? raw.url))
        return deliver(request, reply, problemAnswer(problem))
      }
      const target = targetOf(request)
      if (target !== undefined) return show(target, request, reply)
      const path = pathOf(raw.url)
      const found = find(method, path)
      if ('route' in found) return call(found.route, found.params, request, reply)
      if ('allowed' in found) {
        reply.header('allow', found.allowed.join(', '))
        return sendProblem(reply, problems['method-not-allowed'](method, path, found.allowed))
      }
      if (!enabled) return sendProblem(reply, adminProblems['admin-off'](method, path))
      return sendProblem(reply, adminProblems['unknown-path'](method, path, found.nearest))
    },
    fail(error, request, reply) {
      const problem = problemOf(error, request)
      if (problem.status >= 500 && !request.raw.socket.destroyed)
        request.log.error({ err: error }, 'A request could not be answered.')
      if (request.underWay !== undefined) return deliver(request, reply, problemAnswer(problem))
      return sendProblem(reply, problem)
    },
  }
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="balkanid-mock"')
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json')
    .send(Buffer.from(JSON.stringify(problem)))
}

function answer(
  reply: FastifyReply,
  { status, json, text, headers = {}, mediaType, isIndented }: Exclude<Result, string>,
) {
  reply.code(status).headers(headers)
  if (json === undefined && text === undefined) return reply.send()
  reply.header('content-type', mediaType ?? 'application/json')
  return reply.send(Buffer.from(text ?? `${JSON.stringify(json, null, isIndented ? 2 : 0)}\n`))
}

function textOf({ body }: FastifyRequest): string {
  return typeof body === 'string' ? body : ''
}

function pathOf(url = ''): string {
  return url.split('?')[0]!
}
