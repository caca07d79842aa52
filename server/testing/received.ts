import { isAnyArrayBuffer, isPromise, isUint8Array } from 'node:util/types'
import type { Sandbox } from '../sandboxes/sandbox.ts'

/**
 * The sandbox that a test is about: itself, or the default one of a server, also of one that `buildApp` made.
 * @throws {TypeError} for anything else
 */
export function sandboxIn(received: unknown, matcher: string): Sandbox {
  const found = [received, member(received, 'root'), member(member(received, 'mock'), 'root')].find(isSandbox)
  if (found !== undefined) return found
  throw refusal(received, matcher, 'a sandbox, or the server that startMockServer resolves to')
}

/**
 * The bytes of a file. Told by what they are, not by `instanceof`: test runners have realms with globals of their own.
 * @throws {TypeError} for what is neither a text nor bytes
 */
export function bytesIn(received: unknown, matcher: string): Uint8Array {
  if (typeof received === 'string') return Buffer.from(received)
  if (isUint8Array(received)) return received
  if (isAnyArrayBuffer(received)) return new Uint8Array(received)
  throw refusal(received, matcher, 'a CSV as a string, a Buffer, a Uint8Array or an ArrayBuffer')
}

function refusal(received: unknown, matcher: string, expected: string): TypeError {
  const remedy = remedies.find(({ isMeant }) => isMeant(received))?.remedy ?? ''
  return new TypeError(`Received ${kindOf(received)} for ${matcher}; expected ${expected}.${remedy}`)
}

const remedies: readonly { readonly isMeant: (received: unknown) => boolean; readonly remedy: string }[] = [
  { isMeant: isPromise, remedy: ' Await it first.' },
  {
    isMeant: (received) => typeof member(received, 'arrayBuffer') === 'function',
    remedy: ' Await its text() or arrayBuffer() first.',
  },
]

function isSandbox(value: unknown): value is Sandbox {
  return ['report', 'timeline', 'exchanges'].every((name) => typeof member(value, name) === 'function')
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  const kind = typeof value === 'object' ? (value.constructor?.name ?? 'object without a prototype') : typeof value
  return `${/^[aeio]/i.test(kind) ? 'an' : 'a'} ${kind}`
}
