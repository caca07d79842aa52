import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Problem } from './problems.ts'

export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  request.exchange.note = problem.detail
  if (problem.status === 401) reply.header('www-authenticate', 'ApiKey realm="balkanid-mock"')
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json')
    .header('x-mock-basis', 'assumed')
    .send(Buffer.from(JSON.stringify(problem))) // to JSON and text Fastify adds a charset, which JSON does not have
}
