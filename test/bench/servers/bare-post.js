import Fastify from 'fastify'
import { announce, options } from '../support/serve.js'

const app = Fastify()
const { path, answer } = options
const schema = {
  body: {
    type: 'object',
    required: ['includeCompleted'],
    properties: { includeCompleted: { type: 'boolean' } },
  },
  response: {
    200: {
      type: 'object',
      required: ['pollingUrl', 'url'],
      properties: { pollingUrl: { type: 'string' }, url: { type: 'string' } },
    },
  },
}
app.post(path, { schema }, (_request, reply) => reply.send(answer))
await app.listen({ port: 0, host: '127.0.0.1' })
announce(app.server.address().port)
