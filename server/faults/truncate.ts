import type { Answer } from '../delivery/answer.ts'
import { oneOf, optional, wholeNumber } from '../shapes/index.ts'
import { cutPlaces, findCut } from './cut.ts'
import { fault } from './fault.ts'

const defaultAfterBytes = 65_536

export const truncate = fault({
  name: 'truncate',
  summary: 'Sends the beginning of the file as if it were all of it, with a Content-Length that agrees.',
  phases: ['download'],
  options: {
    afterBytes: optional(wholeNumber(0, Number.MAX_SAFE_INTEGER), {
      description: 'Not before so many bytes of the file. Without it 65536, or half of the file where that is less.',
      unit: 'bytes',
    }),
    at: optional(oneOf(cutPlaces), {
      description:
        'Where it ends from there on: right there, between two records, inside a quoted cell, or inside a character of several bytes.',
      default: 'byte',
    }),
  },
  alter(answer: Answer, { afterBytes, at = 'byte' }) {
    const { body } = answer
    if (typeof body !== 'object' || !('object' in body)) return answer
    const { object, from, to } = body
    const earliest = Math.min(afterBytes ?? Math.min(defaultAfterBytes, Math.floor(object.size / 2)), object.size)
    const cut = findCut(object, earliest, at)
    // A range that begins behind it is how a client gets the rest.
    if (cut <= from || cut >= to) return answer
    return {
      ...answer,
      headers: { ...answer.headers, 'content-length': cut - from },
      body: { object, from, to: cut },
    }
  },
})
