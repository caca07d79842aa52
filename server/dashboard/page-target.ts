import type { IncomingMessage } from 'node:http'
import { accepts } from '../accepts.ts'
import { adminPrefix } from '../admin/admin-prefix.ts'

/** What a browser asks for. */
export type PageTarget =
  | { readonly kind: 'page' }
  /** The page, with a sandbox chosen. */
  | { readonly kind: 'page of a sandbox'; readonly id: string }
  /** The API reference. */
  | { readonly kind: 'reference' }
  /** A file of one of the two. */
  | { readonly kind: 'file'; readonly folder: PageFolder; readonly name: string }

export type PageFolder = 'page' | 'docs'

type Asked = Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'sandboxId'>

/**
 * Which part of the live page a request is for: the page itself for those who say that they take HTML, its files for
 * everybody. It is asked of each request, so it decides soon.
 * @returns `undefined` where it is for something else
 */
export function pageTargetOf({ method, url = '', headers, sandboxId }: Asked): PageTarget | undefined {
  if (method !== 'GET' || !mayBe.test(url)) return undefined
  const path = url.split('?', 1)[0]!
  if (sandboxId !== undefined) {
    return path === '/' && takesHtml(headers) ? { kind: 'page of a sandbox', id: sandboxId } : undefined
  }
  const [, folder, name] = filePath.exec(path) ?? []
  if (name !== undefined) return { kind: 'file', folder: folder as PageFolder, name }
  const kind = documents.get(path)
  return kind !== undefined && takesHtml(headers) ? { kind } : undefined
}

const mayBe = /^\/(?:$|\?|docs|__mock)/
const filePath = new RegExp(`^${adminPrefix}/(page|docs)/((?:[a-z-]+/)?[^/]+)$`)

const documents: ReadonlyMap<string, 'page' | 'reference'> = new Map([
  ['/', 'page'],
  [adminPrefix, 'page'],
  [`${adminPrefix}/`, 'page'],
  ['/docs', 'reference'],
  ['/docs/', 'reference'],
])

function takesHtml({ accept }: Asked['headers']): boolean {
  return accepts(accept, 'text/html')
}
