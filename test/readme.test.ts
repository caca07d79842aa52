import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { datasetSlugs, notEmulatedYet } from '../contracts/index.ts'
import { withFreshTables } from './support/readme.ts'

const readme = new URL('../README.md', import.meta.url)

test('the tables of the README are those of the code (`npm run readme` writes them)', async () => {
  await expect(withFreshTables(await readFile(readme, 'utf8'))).toMatchFileSnapshot('../README.md')
})

test('the README counts the datasets that are emulated and those that are not', async () => {
  const all = datasetSlugs.length + notEmulatedYet.length
  expect(await readFile(readme, 'utf8')).toContain(`${datasetSlugs.length} of the ${all} datasets`)
})
