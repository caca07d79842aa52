import { setTimeout } from 'node:timers/promises'
import { openConnection } from './connection.js'

const pauseMs = 5

/**
 * Clients that poll at the same moment: one request on each connection, and the next wave a while after all are
 * answered. Polls have pauses between them, so a server that is never idle would be another thing to measure.
 * @returns how long each answer took, in milliseconds
 */
export async function waves({ port, request, connections = 32, ms }) {
  const all = await Promise.all(Array.from({ length: connections }, () => openConnection(port)))
  const took = []
  const end = performance.now() + ms
  try {
    while (performance.now() < end) {
      await Promise.all(all.map((connection) => poll(connection, request, took)))
      await setTimeout(pauseMs)
    }
    return took
  } finally {
    for (const connection of all) connection.destroy()
  }
}

function poll(connection, request, took) {
  return new Promise((resolve, reject) => {
    const start = performance.now()
    connection.onBytes((count, bytes) => {
      // An answer to HEAD is a head only: it is complete with its empty line.
      if (bytes.latin1Slice(count - 4, count) !== '\r\n\r\n') return
      if (bytes.latin1Slice(0, 12) !== 'HTTP/1.1 404') reject(new Error('A poll was not answered 404.'))
      took.push(performance.now() - start)
      resolve()
    })
    connection.write(request)
  })
}
