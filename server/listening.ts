import { type AddressInfo, isIPv4 } from 'node:net'
import { baseUrlOf, publicOrigin } from './origin.ts'

/** Whether only this machine can reach what is bound to an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))
}

/** Where clients reach what listens at an address; at the public URL where there is one. */
export function baseUrlAt(address: AddressInfo | undefined, publicUrl?: URL): string {
  if (publicUrl !== undefined || address === undefined) return publicUrl ? baseUrlOf(publicOrigin(publicUrl)) : ''
  return `http://${reachable(address)}:${address.port}`
}

/** An address that a client on this machine can use: what is bound to all of them is reached through loopback. */
function reachable({ address, family }: AddressInfo): string {
  if (address === '0.0.0.0') return '127.0.0.1'
  if (address === '::') return '[::1]'
  return family === 'IPv6' ? `[${address}]` : address
}
