// A whole program, started as a user starts it; support/serve.js stays out, since loading it would be measured too.
import Fastify from 'fastify'

const app = Fastify()
app.get('/health', () => ({ status: 'ok' }))
console.log(JSON.stringify({ baseUrl: await app.listen({ port: 0, host: '127.0.0.1' }) }))
