import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'
import { announce, options } from '../support/serve.js'

const { file, size } = options
const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/csv', 'content-length': size })
  createReadStream(file).pipe(response)
})
server.listen(0, '127.0.0.1', () => announce(server.address().port))
