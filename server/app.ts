import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { datasetSlugs, downloadApi, downloadPath, isDatasetSlug } from '../contracts/contract.ts'
import { adminPrefix } from './admin/admin-prefix.ts'
import { type AdminOptions, adminRoutes, isBelow } from './admin/routes.ts'
import { downloadUrlRoutes } from './api/download-url.ts'
import { type Clock, systemClock } from './clock.ts'
import { deliver } from './delivery/deliver.ts'
import { logExchange } from './exchange-log.ts'
import { hardened, noteContentType, originForm, takeBodiesAsText } from './hardening.ts'
import { checkedIds, type NextId, randomIds } from './ids.ts'
import { baseUrlAt, isLoopback } from './listening.ts'
import { Mock } from './mock.ts'
import type { MockOptions } from './options.ts'
import { originFinder } from './origin.ts'
import { problemAnswer } from './problem-answer.ts'
import { type Problem, problems } from './problems.ts'
import { brokenNamespace } from './sandboxes/reserved-ids.ts'
import { errorAnswer } from './storage/answers.ts'
import { storagePrefix } from './storage/object-path.ts'
import { storageRoutes } from './storage/objects.ts'
import { PresignedUrls } from './storage/presigned-urls.ts'
import { storageErrors } from './storage/refusals.ts'
import { SignatureV4, type SigningKey } from './storage/signature-v4.ts'
import { begin, decorateRequests } from './under-way.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** The sandboxes and scenarios behind the app, to steer them. */
    mock: Mock
  }
}

/** What a program that embeds the mock can hand in, besides the options that a user chooses. */
export interface AppOptions extends MockOptions {
  /** What sandboxes with a real or a scaled clock go by. @default the machine's clock */
  readonly machineClock?: Clock
  /** Ids of exports, each another: 1 to 64 letters, digits, _ and -. @default random ULIDs of the clock's time */
  readonly nextId?: NextId
  /** @default a key that is no secret: it is the same in every mock */
  readonly signingKey?: SigningKey
  /** A pino logger, or a level and where its JSON lines go. @default nothing is logged */
  readonly logger?: FastifyBaseLogger | LogTarget
  /** How the mock's own paths below `/__mock` are served. @default on, without a token */
  readonly admin?: AdminOptions
}

export interface LogTarget {
  readonly level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  readonly stream: { write(line: string): void }
}

export const defaultSigningKey: SigningKey = {
  accessKeyId: 'BALKANIDMOCK',
  secretAccessKey: 'not-a-secret',
  region: 'us-east-1',
}

/**
 * The mock as a Fastify instance that does not listen yet: `inject` requests into it, or call `listen`.
 * @throws {OptionError} with everything that is wrong with the options
 */
export function buildApp(options: AppOptions = {}): FastifyInstance {
  const { machineClock = systemClock, nextId, signingKey = defaultSigningKey, logger, admin = {}, ...chosen } = options
  const mock = new Mock(chosen, machineClock, nextId === undefined ? randomIds(machineClock) : checkedIds(nextId))
  const { limits } = mock.base
  const signer = new SignatureV4(signingKey)
  const urls = new PresignedUrls(signer)
  const originOf = originFinder(mock.base)

  const app: FastifyInstance = Fastify({
    ...loggerOptions(logger),
    logController: new LogController({ disableRequestLogging: true }), // see exchange-log.ts
    genReqId: requestIds(),
    ...hardened(limits.bodyBytes, () => app.log),
    rewriteUrl: (request) => withoutSandbox(request, originForm(request)),
    frameworkErrors: (_error, request, reply) => {
      arrive(request, reply) // no hook runs for these
      deliver(request, reply, problemAnswer(problems['bad-url'](request.raw.originalUrl ?? '')))
    },
  })
  const over = logger === undefined ? undefined : logExchange
  /** @returns a problem where the request names a sandbox that there is not; it then counts to the default one */
  const arrive = (request: FastifyRequest, reply: FastifyReply): Problem | undefined => {
    const { sandboxId } = request.raw
    const sandbox = sandboxId === undefined ? mock.root : mock.find(sandboxId)
    begin(request, reply, sandbox ?? mock.root, over)
    if (sandbox === undefined) return problems['unknown-sandbox'](sandboxId ?? '', mock.nearestId(sandboxId ?? ''))
    if (sandboxId === undefined) return undefined
    sandbox.usedAt = machineClock.now()
    const isMocks = isBelow(adminPrefix, request.raw.url)
    return isMocks ? problems['unknown-path'](request.method, request.raw.originalUrl ?? '') : undefined
  }

  app.decorate('mock', mock)
  decorateRequests(app)
  takeBodiesAsText(app)
  const own = adminRoutes(app, mock, admin)
  app.addHook('onRequest', (request, reply, done) => {
    noteContentType(request)
    if (own.isFor(request)) {
      if (own.admit(request, reply)) done()
      return
    }
    const problem = arrive(request, reply)
    if (problem === undefined) done()
    else deliver(request, reply, problemAnswer(problem))
  })
  app.addHook('onClose', async () => mock.close())
  app.addHook('onListen', async () => {
    const addresses = app.addresses() as AddressInfo[] // a mock listens on TCP alone
    mock.isExposed = addresses.some(({ address }) => !isLoopback(address))
    mock.baseUrl = baseUrlAt(addresses[0], mock.base.publicUrl)
  })

  downloadUrlRoutes(app, { urls, objects: mock.objects, originOf })
  const storage = storageRoutes(app, { urls, signer, originOf, objects: mock.objects })

  app.setNotFoundHandler((request, reply) => {
    const [path = ''] = (request.raw.url ?? '').split('?')
    if (path.startsWith(storagePrefix)) return storage(request, reply)
    const problem = noRouteProblem(request.method, path)
    const answer = problemAnswer(problem)
    if (problem.status !== 405) return deliver(request, reply, answer)
    return deliver(request, reply, { ...answer, headers: { ...answer.headers, allow: allowedOn(path).join(', ') } })
  })
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const { bodyBytes } = limits
    const isStorages = error.statusCode === 413 && request.raw.url?.startsWith(storagePrefix)
    if (request.underWay === undefined) begin(request, reply, mock.root, over) // it failed before it had one
    const problem = problemOf(error, bodyBytes)
    if (problem.status >= 500) request.log.error({ err: error }, 'A request could not be answered.')
    const answer = isStorages ? errorAnswer(request, storageErrors.bodyTooLarge(bodyBytes)) : problemAnswer(problem)
    // What is left of a body that is not read to its end would be taken for the next request.
    const closing = problem.status === 413 ? { connection: 'close' } : {}
    return deliver(request, reply, { ...answer, headers: { ...answer.headers, ...closing } })
  })
  return app
}

function loggerOptions(logger: AppOptions['logger']) {
  if (logger === undefined) return { logger: false }
  return 'stream' in logger ? { logger } : { loggerInstance: logger }
}

/** Sixteen digits as S3's request ids have them, counted from 1. */
function requestIds(): () => string {
  let count = 0
  return () => (++count).toString(16).toUpperCase().padStart(16, '0')
}

function allowedOn(path: string): readonly string[] {
  return datasetSlugs.some((slug) => downloadPath(slug) === path) ? ['POST'] : []
}

function noRouteProblem(method: string, path: string): Problem {
  const allowed = allowedOn(path)
  if (allowed.length > 0) return problems['method-not-allowed'](method, path, allowed)
  const [, slug, operation] = apiPath.exec(path) ?? []
  if (slug !== undefined && operation === 'download-url' && !isDatasetSlug(slug))
    return problems['unknown-dataset'](slug)
  if (slug !== undefined && operation === 'upload-url') return problems['upload-not-emulated'](slug)
  return problems['unknown-path'](method, path)
}

const apiPath = new RegExp(`^${downloadApi.basePath}/([^/]+)/(download-url|upload-url)/?$`)

function problemOf(error: FastifyError, bodyBytes: number): Problem {
  if (error.statusCode === 413) return problems['body-too-large'](bodyBytes)
  if (error.statusCode === 400) return problems['bad-request'](error.code)
  return problems['internal-error']()
}

type RawRequest = Pick<IncomingMessage, 'url' | 'headers' | 'sandboxId'>

/** Takes `/~<id>` off a target: the sandbox that it names is noted, and the rest is as it would be at the root. */
function withoutSandbox(request: RawRequest, url: string): string {
  if (url.charCodeAt(0) !== slash) return url
  if (url.charCodeAt(1) !== tilde && !/^\/%7e/i.test(url)) return url // some encode it, which means the same
  const named = url.slice(url.charCodeAt(1) === tilde ? 2 : 4)
  const end = idEnd.exec(named)?.index ?? -1
  request.sandboxId = end === -1 ? named : named.slice(0, end)
  const rest = end === -1 ? '' : named.slice(end)
  return rest.startsWith('/') ? rest : `/${rest}`
}

/** Behind the first segment; behind the second where ids have two. */
const idEnd = new RegExp(`(?<!^${brokenNamespace}(?=/))[/?]`)
const slash = 0x2f
const tilde = 0x7e
