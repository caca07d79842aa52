import { notStrictEqual, strictEqual } from 'node:assert/strict'
import { request } from './http.js'
import { root } from './run.js'
import { startServer } from './server.js'

/** `npm start` of a clone: bundles, passes flags on, serves, and ends with its process group. */
export async function checkNpmStart() {
  const server = await startServer('npm', ['start', '--', '--port', '0', '--json', '--log-level', 'warn'], {
    cwd: root,
  })
  try {
    strictEqual((await request(`${server.baseUrl}/__mock/health`)).status, 200)
    strictEqual((await request(`${server.baseUrl}/`, { accept: 'text/html' })).status, 200)
  } finally {
    // How npm itself ends is its own affair; that nothing answers any more, `stop` has seen.
    notStrictEqual(await server.stop(), 'still running')
  }
}
