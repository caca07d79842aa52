import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ByteSource, spliced } from '../../generators/byte-source.ts'

// A file of which a stretch is replaced, held against the same done to bytes in memory.

const record = 4

function sourceOf(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    *bytes(from, to) {
      for (let at = from; at < to; at += 3) yield bytes.slice(at, Math.min(to, at + 3))
    },
    recordStartBefore: (offset) => Math.min(bytes.length, Math.floor(offset / record) * record),
  }
}

const cases = fc
  .record({ bytes: fc.uint8Array({ maxLength: 60 }), put: fc.uint8Array({ maxLength: 20 }) })
  .chain(({ bytes, put }) =>
    fc.record({
      bytes: fc.constant(bytes),
      put: fc.constant(put),
      stretch: fc.tuple(fc.nat(bytes.length), fc.nat(bytes.length)).map((ends) => ends.sort((a, b) => a - b)),
      range: fc.tuple(fc.nat(80), fc.nat(80)).map((ends) => ends.sort((a, b) => a - b)),
    }),
  )

test('any range of it holds the bytes that it would have in memory', () => {
  fc.assert(
    fc.property(cases, ({ bytes, put, stretch: [start, end], range: [from, to] }) => {
      const expected = Buffer.concat([bytes.subarray(0, start), put, bytes.subarray(end)])
      const file = spliced(sourceOf(bytes), { from: start!, to: end!, bytes: put })
      const last = Math.min(to!, expected.length)
      expect(file.size).toBe(expected.length)
      expect(Buffer.concat([...file.bytes(from!, last)])).toEqual(expected.subarray(from!, last))
    }),
  )
})

test('where records begin is told only outside of what was put in', () => {
  const file = spliced(sourceOf(Buffer.alloc(40)), { from: 8, to: 12, bytes: Buffer.alloc(9) })
  const told = [0, 5, 8, 12, 16, 17, 20, 21, 25, 44].map((offset) => file.recordStartBefore(offset))
  expect(told).toEqual([0, 4, 8, 8, 8, 8, 8, 21, 25, 41])
})

test('bytes that are handed out can be changed', () => {
  const file = spliced(sourceOf(Buffer.alloc(4)), { from: 0, to: 2, bytes: Buffer.from('ab') })
  for (const chunk of file.bytes(0, 4)) chunk.fill(0x78)
  expect(Buffer.concat([...file.bytes(0, 2)]).toString()).toBe('ab')
})
