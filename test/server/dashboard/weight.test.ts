import { readdirSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { asShipped, isServed } from '../../../.ci/bundle/pages.js'

const page = fileURLToPath(new URL('../../../server/dashboard/page/', import.meta.url))

test('the page weighs less than 150 KB, its API reference aside', async () => {
  const paths = readdirSync(page, { recursive: true, encoding: 'utf8' }).filter(
    (path) => extname(path) !== '' && isServed(path) && !path.startsWith('docs.'),
  )
  const sizes = await Promise.all(paths.map(async (path) => Buffer.byteLength(await asShipped(join(page, path)))))
  const weight = sizes.reduce((sum, size) => sum + size, 0)
  process.stdout.write(`The page weighs ${Math.round(weight / 1000)} KB in ${paths.length} files.\n`)
  expect(weight).toBeLessThan(150_000)
})
