import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { datasetSlugs, datasets, notEmulatedYet, rules } from '../../contracts/index.ts'
import { exitCodes } from '../../server/cli/help.ts'
import { commands } from '../../server/cli/main.ts'
import { openEventStream } from '../support/event-stream.ts'
import { requestDownload, started } from '../support/started.ts'
import { documents, root } from './documents.ts'
import { partNames, tables, withFreshParts } from './parts.ts'

const textOf = (path: string) => documents.find((document) => document.path === path)!.text
const readme = textOf('README.md')

test.each(documents)(
  'tables, outputs and quoted code of $path are as they are now (`npm run docs` writes them)',
  {
    timeout: 60_000,
  },
  async ({ path, text }) => {
    await expect(await withFreshParts(text)).toMatchFileSnapshot(root + path)
  },
)

test.each(partNames)('the part %s stands in one document', (name) => {
  const having = documents.filter(({ text }) => text.includes(`<!-- ${name} -->`))
  expect(having).toHaveLength(1)
})

test('the README counts the datasets that are emulated and those that are not', () => {
  const all = datasetSlugs.length + notEmulatedYet.length
  expect(readme).toContain(`${datasetSlugs.length} of the ${all} datasets`)
})

test('the README lists every decision where the documentation is silent', () => {
  expect(readme).toContain('<!-- decisions -->')
})

test('the first screen of the README has the two commands', () => {
  const screen = readme.split('\n').slice(0, 24).join('\n')
  expect(screen).toContain('npm ci && npm start')
  expect(screen).toContain('npm ci && npm test')
})

test('the figures in the text are those of the code', () => {
  const rows = commands.find(({ name }) => name === 'serve')!.flags.rows!.default
  expect(readme).toContain(`# ${rows} rows, ${datasets.requests.download.columns.length} columns`)
  const ruleCount = rules.filter(({ id }) => id.startsWith('client/')).length
  for (const path of ['docs/comparison.md', 'docs/writing-a-client.md'])
    expect(textOf(path)).toContain(`[${ruleCount} rules]`)
})

test('every flag is one row, since its environment variable means one thing', () => {
  const variables = tables.flags!.slice(1).map(([, , variable]) => variable)
  expect(variables).toEqual([...new Set(variables)])
})

test('the exit codes are those that --help lists', () => {
  expect(textOf('docs/cli.md')).toContain(exitCodes)
})

test('the fields of an exchange are those that it has', async () => {
  const balkanid = await started({ rows: 5 })
  await requestDownload(balkanid, datasetSlugs[0]!)
  await balkanid.root.settled()
  const text = textOf('docs/admin-api.md')
  const rows = text.slice(text.indexOf('| field |'), text.indexOf('`sandbox.exchanges(filter)`')).split('\n')
  const fields = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, field]) => field))
  expect(fields.sort()).toEqual(Object.keys(balkanid.root.exchanges()[0]!).sort())
})

test('the events of a sandbox are those that are sent', async () => {
  const balkanid = await started({ rows: 5 })
  const sandbox = await balkanid.sandbox()
  await requestDownload(sandbox, datasetSlugs[0]!)
  await sandbox.settled()
  const stream = await openEventStream(`${balkanid.baseUrl}/__mock/sandboxes/${sandbox.id}/activity`)
  const events = [...(await stream.next(4))]
  await sandbox.delete()
  events.push(...(await stream.rest()))
  const text = textOf('docs/admin-api.md')
  const rows = text.slice(text.indexOf('| event |')).split('\n\n')[0]!.split('\n').slice(2)
  const told = rows.map((row) => /`(\w+)`/.exec(row)![1])
  expect([...new Set(events.map(({ event }) => event))]).toEqual(told)
})

describe('links', () => {
  const links = documents.flatMap(({ path, text }) => {
    const prose = text.replaceAll(/^```.*?^```$/gms, '')
    return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, to]) => ({ path, to: to! }))
  })

  test.each(links.filter(({ to }) => !to.startsWith('http')))('of $path lead somewhere: $to', ({ path, to }) => {
    const url = new URL(to, new URL(path, 'file:///'))
    const target = url.pathname.slice(1)
    expect(existsSync(root + target), target).toBe(true)
    if (url.hash !== '') expect(headingsOf(textOf(target))).toContain(url.hash.slice(1))
  })
})

/** As GitHub makes anchors of them. */
function headingsOf(text: string): readonly string[] {
  const headings = [...text.replaceAll(/^```.*?^```$/gms, '').matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading!)
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  )
}
