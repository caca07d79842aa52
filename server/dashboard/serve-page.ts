import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { adminProblems, Refusal } from '../admin/problems.ts'
import type { Whereabouts } from '../admin/route.ts'
import { emulatedDocument } from './emulated-document.ts'
import { mediaTypeOf, readDocument, readPageFile } from './page-files.ts'
import type { PageTarget } from './page-target.ts'

export interface PageCall {
  readonly here: Whereabouts
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** Serves the live page, the API reference, and the files of both. @throws {Refusal} where there is no such file */
export async function servePage(target: PageTarget, { here, request, reply }: PageCall): Promise<FastifyReply> {
  switch (target.kind) {
    case 'page of a sandbox':
      return reply.redirect(`${here.prefix}/?sandbox=${encodeURIComponent(decoded(target.id))}`, 302)
    case 'page':
      return sendDocument(await readDocument('index.html'), policyField, here, reply)
    case 'reference':
      return sendDocument(await readDocument('docs.html'), policyField, here, reply)
    case 'file': {
      const { folder, name } = target
      if (folder === 'docs' && name === 'openapi.json') {
        return sendFile(Buffer.from(emulatedDocument(here.apiBaseUrl)), 'application/json', request, reply)
      }
      const bytes = await readPageFile(folder, name)
      const path = request.raw.url ?? ''
      if (bytes === undefined) throw new Refusal(adminProblems['unknown-path']('GET', path, 'GET /__mock/'))
      return sendFile(bytes, mediaTypeOf(name)!, request, reply)
    }
    default:
      return target satisfies never
  }
}

const policy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'connect-src': "'self'",
  'font-src': "'self'",
  'base-uri': "'self'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
}

const policyField = asField(policy)

function asField(directives: Readonly<Record<string, string>>): string {
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ')
}

function sendDocument(html: string, contentSecurityPolicy: string, here: Whereabouts, reply: FastifyReply) {
  return reply
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
      'referrer-policy': 'no-referrer',
      vary: 'accept',
    })
    .send(Buffer.from(filledIn(html, here)))
}

/** Tells the page where it is. The first of two equal attributes counts, and the first `base` does. */
function filledIn(html: string, { prefix, apiBaseUrl, hasOwnPort }: Whereabouts): string {
  return html
    .replace('<html', (tag) => `${tag} data-base-url="${escaped(apiBaseUrl)}" data-own-port="${hasOwnPort}"`)
    .replace('<head>', (tag) => `${tag}<base href="${escaped(prefix)}/">`)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}

/** A browser asks each time whether it has the file still, so that it never shows another version's. */
function sendFile(bytes: Buffer, mediaType: string, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
  reply.headers({ 'cache-control': 'no-cache', etag })
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  return reply.header('content-type', mediaType).send(bytes)
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}
