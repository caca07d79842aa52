import { once } from 'node:events'
import { connect } from 'node:net'

/** Large, and one for all connections: what arrives is counted, and the next read may overwrite it. */
const buffer = Buffer.allocUnsafe(256 * 1024)

/**
 * A bare TCP connection that reads without allocating.
 * @returns the socket; its `onBytes` is called with how many bytes arrived and the buffer that holds them
 */
export async function openConnection(port) {
  const handler = { onBytes: undefined }
  const socket = connect({
    port,
    host: '127.0.0.1',
    noDelay: true,
    onread: {
      buffer,
      callback: (count, bytes) => {
        handler.onBytes?.(count, bytes)
        return true
      },
    },
  })
  await once(socket, 'connect')
  return {
    write: (bytes) => socket.write(bytes),
    onBytes: (listener) => {
      handler.onBytes = listener
    },
    /** @param listener is called when the other side ends or resets the connection */
    onClose: (listener) => socket.on('error', listener).on('close', () => listener(new Error('Connection closed.'))),
    destroy: () => socket.destroy(),
  }
}

export function requestBytes(method, url, headers = {}, body = '') {
  const { host, pathname, search } = new URL(url)
  const fields = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${method} ${pathname}${search} HTTP/1.1\r\n${fields.join('')}\r\n${body}`)
}
