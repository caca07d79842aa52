import { whileBusy } from './busy.js'
import { openConnection, requestBytes } from './connection.js'

/**
 * Downloads without keeping anything.
 * @returns milliseconds from the request to the first byte of the body and to the last
 */
export async function download(url, size) {
  const connection = await openConnection(new URL(url).port)
  try {
    return await whileBusy(() => receive(connection, requestBytes('GET', url), size))
  } finally {
    connection.destroy()
  }
}

function receive(connection, request, size) {
  return new Promise((resolve, reject) => {
    connection.onClose(reject)
    const start = performance.now()
    let head = ''
    let missing
    let firstByteMs
    connection.onBytes((count, bytes) => {
      if (missing === undefined) {
        head += bytes.latin1Slice(0, count)
        const bodyAt = head.indexOf('\r\n\r\n') + 4
        if (bodyAt < 4) return
        if (!head.startsWith('HTTP/1.1 200 ')) reject(new Error(`GET was answered ${head.slice(0, bodyAt)}`))
        missing = size - (head.length - bodyAt)
        if (missing < size) firstByteMs = performance.now() - start
      } else {
        firstByteMs ??= performance.now() - start
        missing -= count
      }
      if (missing < 0) reject(new Error('More bytes than announced.'))
      if (missing === 0) resolve({ firstByteMs, totalMs: performance.now() - start })
    })
    connection.write(request)
  })
}
