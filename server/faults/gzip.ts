import { pipeline, Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { type Body, bytesOf } from '../delivery/answer.ts'
import { oneOf, optional } from '../shapes/index.ts'
import { fault } from './fault.ts'

export const gzip = fault({
  name: 'gzip',
  summary: 'Sends the file compressed with gzip, whatever Accept-Encoding says, and without Content-Length.',
  phases: ['poll', 'download'],
  options: {
    encoding: optional(oneOf(['declared', 'undeclared']), {
      description: 'Whether Content-Encoding says so.',
      default: 'declared',
    }),
  },
  alter(answer, { encoding = 'declared' }) {
    if (answer.status !== 200) return answer
    const { 'content-length': _, 'accept-ranges': __, ...headers } = answer.headers
    return {
      ...answer,
      headers: { ...headers, ...(encoding === 'declared' && { 'content-encoding': 'gzip' }) },
      ...(answer.body !== undefined && { body: compressed(answer.body) }),
    }
  },
})

function compressed(body: Body): AsyncIterable<Uint8Array> {
  // `pipeline`, since it ends both sides when either does; the reader is told through the stream that it reads.
  return pipeline(Readable.from(bytesOf(body), { objectMode: false }), createGzip(), () => undefined)
}
