import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { adminShape } from './admin/admin-shape.ts'
import { buildAdmin } from './admin/app.ts'
import type { AdminOptions } from './admin/routes.ts'
import { type AppOptions, buildApp } from './app.ts'
import { baseUrlAt, isLoopback } from './listening.ts'
import type { ScenarioDescription } from './mock.ts'
import type { HostedSandbox, Sandbox, SandboxOptions } from './sandboxes/sandbox.ts'
import type { ScenarioDefinition } from './scenarios/scenario.ts'
import { check, wholeNumber } from './shapes/index.ts'

export interface StartOptions extends Omit<AppOptions, 'admin'> {
  /** TCP port; 0 picks a free one. @default 0 */
  readonly port?: number
  /** The address to bind. Anything but loopback lets the network in. @default '127.0.0.1' */
  readonly host?: string
  /** How the mock's own paths below `/__mock` are served; with a port, at that instead of the server's own. */
  readonly admin?: AdminOptions & { readonly port?: number }
}

/** A mock that serves. */
export interface MockServer extends AsyncDisposable {
  /** What a client puts in the place of `https://app.balkan.id`, such as `http://127.0.0.1:4610`. It is the default sandbox. */
  readonly baseUrl: string
  readonly port: number
  /** Where the mock is steered, such as `http://127.0.0.1:4610/__mock`; `undefined` where that is off. */
  readonly adminUrl: string | undefined
  /** What steering over HTTP needs as `Authorization: Bearer …`; `undefined` where it needs none. */
  readonly adminToken: string | undefined
  /** The sandbox of the server's own base URL. */
  readonly root: Sandbox
  /**
   * Makes a sandbox; it ends with the server at the latest.
   * @throws {OptionError} with everything that is wrong
   * @throws {ControlError} where the id is taken, or there are too many
   */
  sandbox(options?: SandboxOptions & { readonly id?: string }): Promise<Sandbox>
  /** The sandbox of an id, or of a scenario's name; `undefined` where there is none. */
  find(id: string): Sandbox | undefined
  /** All sandboxes, the default one first. */
  sandboxes(): readonly Sandbox[]
  scenarios(): readonly ScenarioDescription[]
  /** Adds a scenario, or changes one that was added. @throws {OptionError} @throws {ControlError} for a preset */
  defineScenario(name: string, definition: ScenarioDefinition): ScenarioDescription
  /** @throws {ControlError} for a preset, for one that a sandbox has, and where there is none */
  removeScenario(name: string): void
  /** Ends the mock and all its connections, those with a download under way too. Calling it again does no harm. */
  close(): Promise<void>
}

const port = wholeNumber(0, 65_535)

/**
 * Starts a mock and resolves once it serves.
 * @throws {OptionError} with everything that is wrong with the options
 * @throws the system's error when a port cannot be bound, such as `EADDRINUSE`
 */
export async function startMockServer(options: StartOptions = {}): Promise<MockServer> {
  const { port: wanted = 0, host = '127.0.0.1', admin: chosenAdmin = {}, ...appOptions } = options
  check(port, wanted, 'port')
  check(adminShape, chosenAdmin, 'admin')
  const { port: adminPort, ...admin } = chosenAdmin
  const token = admin.token ?? (isLoopback(host) ? undefined : randomBytes(24).toString('base64url'))
  const guarded = { ...admin, hosts: [host, ...(admin.hosts ?? [])], ...(token !== undefined && { token }) }
  const isOn = admin.enabled !== false

  const app = buildApp({ ...appOptions, admin: { ...guarded, enabled: isOn && adminPort === undefined } })
  const { mock } = app
  await app.listen({ port: wanted, host })
  const address = app.server.address() as AddressInfo
  const apps: FastifyInstance[] = [app]
  let adminBase = baseUrlAt(address)
  if (isOn && adminPort !== undefined) {
    const own = buildAdmin(mock, guarded, app.log)
    apps.push(own)
    try {
      await own.listen({ port: adminPort, host })
    } catch (error) {
      await app.close()
      throw error
    }
    adminBase = baseUrlAt(own.server.address() as AddressInfo)
  }

  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= Promise.all(apps.map((each) => each.close())).then(() => undefined)
    return closing
  }
  return {
    baseUrl: mock.baseUrl,
    port: address.port,
    adminUrl: isOn ? `${adminBase}/__mock` : undefined,
    adminToken: isOn ? token : undefined,
    root: mock.root,
    sandbox: async (chosen) => mock.create(chosen) satisfies HostedSandbox,
    find: (id) => mock.find(id),
    sandboxes: () => mock.list(),
    scenarios: () => mock.listScenarios(),
    defineScenario: (name, definition) => mock.defineScenario(name, definition),
    removeScenario: (name) => mock.removeScenario(name),
    close,
    [Symbol.asyncDispose]: close,
  }
}
