import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { datasetSlugs, notEmulatedYet } from '../contracts/index.ts'
import { exitCodes } from '../server/cli/help.ts'
import { tables, withFreshTables } from './support/readme.ts'

const readme = new URL('../README.md', import.meta.url)

test('the tables of the README are those of the code (`npm run readme` writes them)', async () => {
  await expect(withFreshTables(await readFile(readme, 'utf8'))).toMatchFileSnapshot('../README.md')
})

test('the README counts the datasets that are emulated and those that are not', async () => {
  const all = datasetSlugs.length + notEmulatedYet.length
  expect(await readFile(readme, 'utf8')).toContain(`${datasetSlugs.length} of the ${all} datasets`)
})

test('every flag is one row of the README, since its environment variable means one thing', () => {
  const variables = tables.flags!.slice(1).map(([, , variable]) => variable)
  expect(variables).toEqual([...new Set(variables)])
})

test('the README lists the exit codes that --help lists', async () => {
  expect(await readFile(readme, 'utf8')).toContain(exitCodes)
})
