import type { AddressInfo } from 'node:net'
import { type AppOptions, buildApp } from './app.ts'
import { wholeNumber } from './option-checks.ts'
import { parsePublicUrl } from './options.ts'
import { baseUrlOf, publicOrigin } from './origin.ts'

export interface StartOptions extends AppOptions {
  /** TCP port; 0 picks a free one. @default 0 */
  readonly port?: number
  /** The address to bind. Anything but loopback lets the network in. @default '127.0.0.1' */
  readonly host?: string
}

/** A mock that serves. */
export interface MockServer extends AsyncDisposable {
  /** What a client puts in the place of `https://app.balkan.id`, such as `http://127.0.0.1:4610`. */
  readonly baseUrl: string
  readonly port: number
  /** Ends the mock and all its connections, those with a download under way too. Calling it again does no harm. */
  close(): Promise<void>
}

/**
 * Starts a mock and resolves once it serves.
 * @throws {OptionError} for an option that is wrong
 * @throws the system's error when the port cannot be bound, such as `EADDRINUSE`
 */
export async function startMockServer(options: StartOptions = {}): Promise<MockServer> {
  const { port = 0, host = '127.0.0.1', ...appOptions } = options
  wholeNumber('port', port, 0, 65_535)
  const app = buildApp(appOptions)
  await app.listen({ port, host })
  const { publicUrl } = appOptions
  const address = app.server.address() as AddressInfo
  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= app.close()
    return closing
  }
  return {
    baseUrl:
      publicUrl === undefined
        ? `http://${reachable(address)}:${address.port}`
        : baseUrlOf(publicOrigin(parsePublicUrl(publicUrl))),
    port: address.port,
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** An address that a client on this machine can use: what is bound to all of them is reached through loopback. */
function reachable({ address, family }: AddressInfo): string {
  if (address === '0.0.0.0') return '127.0.0.1'
  if (address === '::') return '[::1]'
  return family === 'IPv6' ? `[${address}]` : address
}
