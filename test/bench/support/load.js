import { whileBusy } from './busy.js'
import { openConnection } from './connection.js'

/**
 * Sends one and the same request over keep-alive connections, the next as soon as an answer is complete.
 *
 * autocannon 9 cannot do this: after a HEAD it waits for the body that `content-length` announces and never comes.
 * Parsing each answer would also make the generator slower than the server. All answers to one request are equally
 * long here, so the first one is looked at and from then on only bytes are counted.
 */
export async function openLoad({ port, request, status, connections = 64 }) {
  const all = await Promise.all(Array.from({ length: connections }, () => openConnection(port)))
  let failed = () => undefined
  for (const connection of all) connection.onClose((error) => failed(error))
  const length = await new Promise((resolve, reject) => {
    failed = reject
    lengthOfAnswer(all[0], request, status).then(resolve, reject)
  })

  /** @returns how many were answered, and in how many seconds */
  const run = ({ ms = Number.POSITIVE_INFINITY, count = Number.POSITIVE_INFINITY }) =>
    whileBusy(
      () =>
        new Promise((resolve, reject) => {
          failed = reject
          const start = performance.now()
          const end = start + ms
          let sent = 0
          let answers = 0
          let open = 0
          const next = (connection) => {
            open++
            sent++
            connection.write(request)
          }
          for (const connection of all) {
            let missing = length
            connection.onBytes((bytes) => {
              missing -= bytes
              if (missing > 0) return
              if (missing < 0) reject(new Error('An answer is longer than the first one was.'))
              missing = length
              open--
              answers++
              if (sent < count && performance.now() < end) next(connection)
              else if (open === 0) resolve({ answers, seconds: (performance.now() - start) / 1000 })
            })
            if (sent < count) next(connection)
          }
        }),
    )
  const close = () => {
    failed = () => undefined
    for (const connection of all) connection.destroy()
  }
  return { run, close }
}

function lengthOfAnswer(connection, request, status) {
  return new Promise((resolve, reject) => {
    let text = ''
    connection.onBytes((count, bytes) => {
      text += bytes.latin1Slice(0, count)
      const headEnd = text.indexOf('\r\n\r\n')
      if (headEnd === -1) return
      const statusLine = text.slice(0, text.indexOf('\r\n'))
      if (!statusLine.startsWith(`HTTP/1.1 ${status} `))
        reject(new Error(`Received ${statusLine}, expected ${status}.`))
      const isHead = request.latin1Slice(0, 5) === 'HEAD '
      const announced = /\r\ncontent-length: (\d+)\r\n/i.exec(text.slice(0, headEnd + 2))
      if (!isHead && announced === null) reject(new Error('The answer does not tell its length.'))
      const length = headEnd + 4 + (isHead ? 0 : Number(announced[1]))
      if (text.length === length) resolve(length)
    })
    connection.write(request)
  })
}
