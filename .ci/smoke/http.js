import http from 'node:http'
import { buffer } from 'node:stream/consumers'

// Connections stay open, as with most clients: a server that is told to stop must not wait for them.
const agent = new http.Agent({ keepAlive: true })

export async function request(url, { method = 'GET', body, accept } = {}) {
  const headers = {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(accept !== undefined && { accept }),
  }
  const answer = await new Promise((resolve, reject) => {
    http.request(url, { method, headers, agent }, resolve).on('error', reject).end(body)
  })
  return { status: answer.statusCode, mediaType: answer.headers['content-type'], body: await buffer(answer) }
}
