import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import type { PageFolder } from './page-target.ts'

const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Of a file; HTML is not among them, since it has to be filled in. */
export function mediaTypeOf(name: string): string | undefined {
  return mediaTypes[extname(name)]
}

/** The folders stand elsewhere for the sources, the built modules and the bundle: the first that there is counts. */
const folders: Readonly<Record<PageFolder, readonly string[]>> = {
  page: ['./page/', '../dashboard/page/', '../../dashboard/page/'],
  docs: ['../swagger-ui/', '../../swagger-ui/', '../../node_modules/swagger-ui-dist/'],
}

/** What of Swagger UI is served; its folder holds much more in the sources. */
const servedDocs: readonly string[] = ['swagger-ui-bundle.js', 'swagger-ui.css']

/** A name that leads nowhere else: one segment or two, without anything encoded in them. */
const plainName = /^(?:[a-z-]+\/)?[a-z0-9][a-z0-9-]*\.(?:css|js|svg)$/

/**
 * Reads a file each time it is asked for, which takes less than sending it, and is never out of date.
 * @returns `undefined` where nothing is served by that name
 */
export async function readPageFile(folder: PageFolder, name: string): Promise<Buffer | undefined> {
  if (!plainName.test(name) || (folder === 'docs' && !servedDocs.includes(name))) return undefined
  return readFile(new URL(name, folderOf(folder))).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
}

/** @param name `index.html` or another that comes with the mock */
export function readDocument(name: string): Promise<string> {
  return readFile(new URL(name, folderOf('page')), 'utf8')
}

function folderOf(folder: PageFolder): URL {
  const candidates = folders[folder].map((path) => new URL(path, import.meta.url))
  return candidates.find((candidate) => existsSync(candidate)) ?? candidates[0]!
}
