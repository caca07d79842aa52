import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Mock } from '../mock.ts'
import type { SandboxDescription } from '../sandboxes/sandbox.ts'
import type { Of, Shape } from '../shapes/index.ts'
import type { SchemaName } from './openapi/schemas.ts'

/** One of the mock's own operations, as data: the server, the answers for wrong requests and the OpenAPI document are made of it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below `/__mock`, with parameters in braces. */
  readonly path: string
  readonly operationId: string
  readonly tag: Tag
  /** A few words. */
  readonly summary: string
  readonly description: string
  readonly query?: QueryMembers
  readonly body?: JsonBody
  /** The media type of a body that is read as it comes, of any length, by `handle` itself. */
  readonly takes?: 'text/csv'
  /** What it answers when all goes well, by status. */
  readonly answers: Readonly<Record<number, Answer>>
  /** Whether what is there already can be in the way. */
  readonly conflicts?: boolean
  /** Whether HEAD is answered as well. */
  readonly hasHead?: boolean
  /** Whether it is there without a token, and where the admin API is off. */
  readonly isOpen?: boolean
  /** Calls what the in-process API calls. What it throws is answered as a problem. */
  handle(call: Call): Result | Promise<Result>
}

export const tags = {
  'The mock': 'What the mock says about itself.',
  Sandboxes: 'Isolated worlds, each behind a base URL of its own.',
  Exports: 'The exports of a sandbox.',
  Exchanges: 'What clients sent to a sandbox, and what they were answered.',
  Data: 'The contract, the files that go by it, and files that are held against it.',
  Scenarios: 'How the service can behave.',
} as const
export type Tag = keyof typeof tags

export interface JsonBody {
  readonly schema: SchemaName
  /** Names of scenarios are checked too, and each server has its own. */
  readonly shape: (mock: Mock) => Shape<unknown>
  readonly isRequired: boolean
  readonly example: unknown
}

export interface Answer {
  readonly description: string
  /** By media type. Without any there is no body. */
  readonly content?: Readonly<Record<string, SchemaName>>
  readonly headers?: readonly AnswerHeader[]
}

export type AnswerHeader = 'Location' | 'Vary'

export type QueryMembers = Readonly<Record<string, QueryMember>>

/** One parameter of a query, which can always be left out. */
export interface QueryMember<T = unknown> {
  readonly shape: Shape<T>
  readonly description: string
  /** What a text stands for, before the shape looks at it. @default itself */
  readonly from?: (text: string) => unknown
}

export type ReadQuery<Q extends QueryMembers> = { readonly [K in keyof Q]?: Of<Q[K]['shape']> }

/** What an operation knows of the request. */
export interface Call<Query = unknown, Body = unknown> {
  readonly mock: Mock
  readonly params: Readonly<Record<string, string>>
  readonly query: Query
  /** As it was sent; nothing is wrong with it. */
  readonly body: Body
  readonly here: Whereabouts
  /** Whether the server asks for a token. */
  readonly hasToken: boolean
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** Where the client has reached the server. */
export interface Whereabouts {
  /** What URLs of the admin API begin with, such as `http://127.0.0.1:4610`. */
  readonly baseUrl: string
  /** The path in it, which a proxy strips; most often empty. */
  readonly prefix: string
  /** What URLs of the emulated API begin with, for this client; also without a slash at its end. */
  readonly apiBaseUrl: string
  /** Whether the emulated API is at another port, and so of another origin. */
  readonly hasOwnPort: boolean
  /** The description of a sandbox with the base URL that is good for this client. */
  seen(sandbox: SandboxDescription): SandboxDescription
}

/** What is answered, or that the operation answers by itself. */
export type Result =
  | 'answered by itself'
  | {
      readonly status: number
      readonly json?: unknown
      /** Instead of JSON, with its media type. */
      readonly text?: string
      readonly headers?: Readonly<Record<string, string>>
      /** @default application/json */
      readonly mediaType?: string
      /** For people to read. */
      readonly isIndented?: boolean
    }

/** Gives an operation the types of its query and of its body. @param Body of what the body's shape accepts */
export function route<Body = unknown, const Q extends QueryMembers = QueryMembers>(
  definition: Omit<Route, 'query' | 'handle'> & {
    readonly query?: Q
    handle(call: Call<ReadQuery<Q>, Body>): Result | Promise<Result>
  },
): Route {
  return definition as Route
}

export function ok(json: unknown): Result {
  return { status: 200, json }
}

export const noContent: Result = { status: 204 }

export function json(schema: SchemaName): { readonly content: Readonly<Record<string, SchemaName>> } {
  return { content: { 'application/json': schema } }
}

/** A parameter of a query that is a number. */
export function asNumber(text: string): unknown {
  return /^\d{1,15}$/.test(text) ? Number(text) : text
}

/** A parameter of a query that is `true` or `false`, or a text. */
export function asFlag(text: string): unknown {
  return text === 'true' || text === 'false' ? text === 'true' : text
}
