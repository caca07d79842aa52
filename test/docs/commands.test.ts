import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { requestDownload } from '../support/started.ts'
import { isHere } from '../support/tools.ts'
import { blocksIn, languages, root } from './documents.ts'
import { outputs } from './outputs.ts'
import { makeWorld, type World } from './world.ts'

/** What is asked of npm, and what does it for real. */
const npm: Readonly<Record<string, string>> = {
  ci: '.ci/run',
  start: '.ci/smoke/npm-start.js',
  test: '.ci/run',
  'install --save-dev balkanid-mock': '.ci/smoke/install.js, with the packed package',
}

let world: World
beforeAll(async () => {
  world = await makeWorld()
}, 60_000)
afterAll(() => world.close())

/** The hosts of the pages are those of the mock here, and nothing is as large or as open. */
async function here(code: string): Promise<string> {
  const { pollingUrl, url } = await requestDownload(world.mock, 'requests')
  for (let i = 0; i < 2; i++) await fetch(pollingUrl, { method: 'HEAD' }) // the one of the page is the last
  return code
    .replaceAll(/https:\/\/app\.balkan\.id|http:\/\/127\.0\.0\.1:4610/g, world.mock.baseUrl)
    .replaceAll('<pollingUrl>', pollingUrl)
    .replaceAll('<url>', url)
    .replaceAll('1000000', '1000')
    .replaceAll('0.0.0.0', '127.0.0.1')
}

/** What a comment shows of an answer, as in `# {"id":"s1",…}`. */
function shownIn(code: string): readonly RegExp[] {
  const shown = [...code.matchAll(/^# (\{.*\})$/gm)].map(([, json]) => json!)
  return shown.map((json) => new RegExp(json.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '.+')))
}

/** A workflow for CI, as far as it is run here: what `uses` names is GitHub's. */
interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>
}

describe.skipIf(!isHere('curl'))('commands', { timeout: 60_000 }, () => {
  test.each(blocksIn('sh'))('of $place do what they say', async ({ code, remark }) => {
    const [, status = '0'] = /^exits with (\d+)$/.exec(remark ?? '') ?? []
    const commands = await here(code)
    const end = await world.run(commands)
    expect(end).toMatchObject({ code: Number(status) })
    expect(remark === undefined || /^exits with \d+$/.test(remark)).toBe(true)
    for (const shown of shownIn(commands)) expect(end.stdout).toMatch(shown)
  })

  test.each(blocksIn('yaml').filter(({ remark }) => remark === 'workflow'))(
    'of the workflow of $place end well, and leave a summary',
    async ({ code }) => {
      const { jobs }: Workflow = parse(code)
      const commands = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []))
      const end = await world.run(['export GITHUB_STEP_SUMMARY=summary.md', ...commands].join('\n'))
      expect(end).toMatchObject({ code: 0 })
      expect(await readFile(join(world.folder, 'summary.md'), 'utf8')).toContain('The contract is kept')
    },
  )

  test('ask nothing of npm but what is done for real elsewhere', async () => {
    const asked = new Set(await world.askedOfNpm())
    expect([...asked].filter((args) => !(args in npm))).toEqual([])
  })
})

test('code of each language is run by a test', () => {
  // Python, Go and Java stand in the pages only as quotes of files that test/examples/ runs.
  const ownOnes = ['sh', 'ts', 'yaml', 'text']
  const quotedOnes = ['python', 'go', 'java']
  expect([...languages()].filter((name) => ![...ownOnes, ...quotedOnes].includes(name))).toEqual([])
  for (const name of quotedOnes) expect(blocksIn(name)).toEqual([])
  const texts = blocksIn('text').filter(({ remark = '' }) => !(remark in outputs) && remark !== 'folders')
  expect(texts).toEqual([])
})

test.each(blocksIn('text').filter(({ remark }) => remark === 'folders'))(
  'the folders of $place are there',
  ({ code }) => {
    const found: string[] = []
    let parent = ''
    for (const line of code.split('\n')) {
      const [, top = parent] = /^(\w+\/) /.exec(line) ?? []
      parent = top
      for (const [path] of line.matchAll(/[\w/]+\/(?= |$)/g)) found.push(path === parent ? path : parent + path)
    }
    expect(found.length).toBeGreaterThan(10)
    expect(found.filter((path) => !existsSync(join(root, path)))).toEqual([])
  },
)
