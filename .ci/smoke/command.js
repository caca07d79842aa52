import { deepStrictEqual, match, strictEqual } from 'node:assert/strict'
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
  } finally {
    strictEqual(await server.stop(), 0, 'how SIGTERM ends it')
  }
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
