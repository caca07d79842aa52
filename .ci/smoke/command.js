import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { seed } from './golden-hashes.js'
import { request } from './http.js'
import { root, run } from './run.js'
import { startServer } from './server.js'

/** Calls the installed command by its name, as a shell would: through its `#!` line, with this Node first in PATH. */
export async function checkCommand(project, { bin }, hashes) {
  const command = join(project, 'node_modules/.bin/balkanid-mock')
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` }
  const call = (...args) => run(command, args, { env, cwd: project, encoding: 'buffer' })

  const read = await filesOfStart(join(project, 'node_modules/balkanid-mock/dist/bin'))
  ok(read.size <= 4, `the start reads few files: ${[...read].join(', ')}`)
  const { version } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'))
  strictEqual(String(await call('--version')), `${version}\n`)
  match(String(await call('--help')), /serve/)
  const schema = join(project, 'node_modules/balkanid-mock/dist/config.schema.json')
  strictEqual(String(await call('config', 'schema')), await readFile(schema, 'utf8'))
  const named = JSON.parse(await call('scenarios', 'flaky-polls', '--json'))
  deepStrictEqual([named.name, named.isPreset], ['flaky-polls', true])
  const config = join(project, 'smoke.config.yaml')
  await writeFile(config, 'seed: 7\nscenarios:\n  mine:\n    readiness: { after: release }\n')
  strictEqual(String(await call('config', 'validate', config)), `${config} is valid.\n`)
  for (const slug of Object.keys(hashes)) {
    const lines = String(await call('generate', slug, '--rows', '10'))
      .trimEnd()
      .split('\n')
    strictEqual(lines.length, 11, `${slug} with 10 rows`)
    strictEqual(sha256(await call('generate', slug, '--rows', '1000', '--seed', `${seed}`)), hashes[slug])
  }

  const server = await startServer(
    command,
    ['serve', '--port', '0', '--seed', `${seed}`, '--json', '--log-level', 'warn'],
    {
      env,
      cwd: project,
    },
  )
  try {
    for (const slug of Object.keys(hashes)) strictEqual(sha256(await download(server.baseUrl, slug)), hashes[slug])
    const document = await request(`${server.baseUrl}/__mock/openapi.json`)
    strictEqual(JSON.parse(document.body).openapi, '3.1.0')
    const exchanges = await request(`${server.baseUrl}/__mock/sandboxes/default/exchanges?phase=poll`)
    strictEqual(JSON.parse(exchanges.body).exchanges.length, 3 * Object.keys(hashes).length)
    for (const path of pages) match((await shown(server.baseUrl + path)).mediaType, /^text\/html/)
    for (const path of await filesOf(server.baseUrl)) strictEqual((await shown(path)).status, 200, path)
    await checkDemonstration(call, server.baseUrl)
  } finally {
    strictEqual(await server.stop(), 0, 'how SIGTERM ends it')
  }
}

/** What is read before the command does anything: whatever is imported, by what is imported. */
async function filesOfStart(folder, name = 'balkanid-mock.js', read = new Set()) {
  if (read.has(name)) return read
  read.add(name)
  const code = await readFile(join(folder, name), 'utf8')
  for (const [, imported] of code.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g))
    await filesOfStart(folder, imported, read)
  return read
}

const pages = ['/', '/docs', '/docs?spec=admin']

/** As a browser asks. */
function shown(url) {
  return request(url, { accept: 'text/html,*/*;q=0.8' })
}

/** What the pages load first, as absolute URLs. */
async function filesOf(baseUrl) {
  const documents = await Promise.all(pages.map(async (path) => String((await shown(baseUrl + path)).body)))
  const paths = documents.flatMap((html) => [...html.matchAll(/(?:src|href)="(__mock\/[^"]+\.(?:js|css|svg))"/g)])
  ok(paths.length > 0, 'the pages load files')
  return paths.map(([, path]) => `${baseUrl}/${path}`)
}

/** Each command that shows what a client does; the given mock has all that they did at the end of its journal. */
async function checkDemonstration(call, baseUrl) {
  match(String(await call('demo', '--speed', '100', '--rows', '10')), /The contract is kept/)
  const events = String(await call('demo', '--base-url', `${baseUrl}/~instant`, '--json'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  deepStrictEqual(
    events.filter(({ event }) => event === 'polled').map(({ status }) => status),
    [200],
  )
  strictEqual(events.at(-1).outcome, 'kept')
}

async function download(baseUrl, slug) {
  const path = `/api/rest/v0/${slug}/download-url`
  const created = await request(baseUrl + path, { method: 'POST', body: JSON.stringify({ includeCompleted: true }) })
  strictEqual(created.status, 200, String(created.body))
  const { pollingUrl, url } = JSON.parse(created.body)
  const polls = []
  while (polls.length < 3) polls.push((await request(pollingUrl, { method: 'HEAD' })).status)
  deepStrictEqual(polls, [404, 404, 200])
  const { status, body } = await request(url)
  strictEqual(status, 200)
  return body
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex')
}
