// What the mock serves to browsers; see server/dashboard/page-files.ts. Nothing is made of the page's files, but they go
// without comments and blanks: half of their weight.
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { transform } from 'esbuild'

/** The licence and the notice go with the code; the third file has those of what is in the bundle. */
const swaggerUi = ['swagger-ui-bundle.js', 'swagger-ui.css', 'LICENSE', 'NOTICE', 'swagger-ui-bundle.js.LICENSE.txt']
/** What is for the type check alone stays behind. @param {string} path */
export const isServed = (path) => !['.json', '.ts'].includes(extname(path))

/** @param {string} root */
export async function copyPages(root) {
  await copyPage(join(root, 'server/dashboard/page'), join(root, 'dist/dashboard/page'))
  const from = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  const to = join(root, 'dist/swagger-ui')
  await mkdir(to, { recursive: true })
  await Promise.all(swaggerUi.map((name) => cp(join(from, name), join(to, name))))
}

/** @param {string} from @param {string} to */
async function copyPage(from, to) {
  await rm(to, { recursive: true, force: true })
  for (const path of (await readdir(from, { recursive: true })).filter(
    (name) => extname(name) !== '' && isServed(name),
  )) {
    await mkdir(dirname(join(to, path)), { recursive: true })
    await writeFile(join(to, path), await asShipped(join(from, path)))
  }
}

/** @param {string} path @returns what a browser gets of a file of the page */
export async function asShipped(path) {
  const bytes = await readFile(path)
  const loader = extname(path).slice(1)
  if (loader !== 'js' && loader !== 'css') return bytes
  return (await transform(bytes, { loader, minifyWhitespace: true, legalComments: 'none', target: 'es2023' })).code
}
