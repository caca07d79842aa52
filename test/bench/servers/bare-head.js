import Fastify from 'fastify'
import { announce, options } from '../support/serve.js'

const app = Fastify()
app.head(options.path, (_request, reply) => reply.code(404).send())
await app.listen({ port: 0, host: '127.0.0.1' })
announce(app.server.address().port)
