import { type MockServer, type StartOptions, startMockServer } from '../start.ts'
import { Failure } from './command.ts'

/** Starts a mock. @throws {Failure} where its port cannot be bound @throws {OptionError} */
export async function listen(
  options: StartOptions & { readonly port: number; readonly host: string },
): Promise<MockServer> {
  try {
    return await startMockServer(options)
  } catch (error) {
    const { code, port = options.port } = error as NodeJS.ErrnoException & { readonly port?: number }
    const { host } = options
    const flag = port === options.port ? '--port' : '--admin-port'
    switch (code) {
      case 'EADDRINUSE':
        throw new Failure(
          `Port ${port} of ${host} is in use. Stop what uses it, or choose another with ${flag} (0 picks a free one).`,
        )
      case 'EACCES':
        throw new Failure(
          `Port ${port} of ${host} may not be bound by this user. Choose one from 1024 up with ${flag}.`,
        )
      case 'EADDRNOTAVAIL':
      case 'ENOTFOUND':
      case 'EAI_AGAIN':
        throw new Failure(
          `This machine has no address ${JSON.stringify(host)}. Choose one with --host, such as 127.0.0.1.`,
        )
      default:
        throw error
    }
  }
}
