import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { datasetSlugs, notEmulatedYet } from '../contracts/index.ts'
import { exitCodes } from '../server/cli/help.ts'
import { configShape } from '../server/config/config-shape.ts'
import { mistakesIn } from '../server/shapes/index.ts'
import { tables, withFreshParts } from './support/readme.ts'
import { requestDownload, started } from './support/started.ts'

const readme = new URL('../README.md', import.meta.url)
const text = readFileSync(readme, 'utf8')

/** The blocks of code in a language. */
function blocksOf(language: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, block]) => block!)
}

test('the tables and outputs of the README are those of the code (`npm run readme` writes them)', async () => {
  await expect(await withFreshParts(text)).toMatchFileSnapshot('../README.md')
})

test('the README counts the datasets that are emulated and those that are not', () => {
  const all = datasetSlugs.length + notEmulatedYet.length
  expect(text).toContain(`${datasetSlugs.length} of the ${all} datasets`)
})

test('every flag is one row of the README, since its environment variable means one thing', () => {
  const variables = tables.flags!.slice(1).map(([, , variable]) => variable)
  expect(variables).toEqual([...new Set(variables)])
})

test('the README lists the exit codes that --help lists', () => {
  expect(text).toContain(exitCodes)
})

test.each(blocksOf('yaml'))('what the README shows of config files is right: %s', (block) => {
  expect(mistakesIn(configShape, parse(block))).toEqual([])
})

test('what the README has curl send as JSON parses', () => {
  const bodies = blocksOf('sh').flatMap((block) => [...block.matchAll(/-d '([^']*)'/g)].map(([, body]) => body!))
  expect(bodies.map((body) => typeof JSON.parse(body))).toEqual(['object', 'object', 'object'])
})

describe('what the README says of sandboxes holds:', () => {
  test('the example', async () => {
    const balkanid = await started({ rows: 5 })
    const sandbox = await balkanid.sandbox({ clock: 'manual', urlLifetime: '15m', notReadyPolls: 1 })
    const startExport = () => requestDownload({ ...balkanid, baseUrl: sandbox.baseUrl }, datasetSlugs[0]!)
    const statusOf = async (url: string, method: string) => (await fetch(url, { method })).status
    const old = await startExport()
    await sandbox.clock.advance('15m1s')
    const statuses = [await statusOf(old.pollingUrl, 'HEAD')]
    const { pollingUrl, url } = await startExport()
    statuses.push(await statusOf(pollingUrl, 'HEAD'), await statusOf(pollingUrl, 'HEAD'), await statusOf(url, 'GET'))
    await sandbox.settled()
    expect(statuses).toEqual([403, 404, 200, 200])
    expect(sandbox.exchanges({ problem: 'expired' })).toHaveLength(1)
    expect(sandbox.exchanges({ phase: 'call' }).map(({ status }) => status)).toEqual([200, 200])
  })

  test('the fields of an exchange', async () => {
    const balkanid = await started({ rows: 5 })
    await requestDownload(balkanid, datasetSlugs[0]!)
    await balkanid.root.settled()
    const rows = text.slice(text.indexOf('| field |'), text.indexOf('`sandbox.exchanges(filter)`')).split('\n')
    const fields = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, field]) => field))
    expect(fields.sort()).toEqual(Object.keys(balkanid.root.exchanges()[0]!).sort())
  })
})
