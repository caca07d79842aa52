import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from '../support/build.js'
import { timeToFirstAnswer } from '../support/first-answer.js'
import { atMost, format, times } from '../support/reach.js'
import { sideBySide } from '../support/rounds.js'

const script = (name) => fileURLToPath(new URL(`../servers/${name}.js`, import.meta.url))

export const start = {
  name: 'start',
  what: 'from the start of the built command to its first answer',
  against: 'a bare Fastify script with one GET route',
  reach: atMost(0.8, times),
  method:
    '`balkanid-mock serve --port 0 --json` and GET /__mock/health, as `npm run build` left it in dist/; 15 rounds after 2 of warming up.',
  async run({ moduleUrl, execArgv }) {
    const command = join(root, 'dist/bin/balkanid-mock.js')
    const isBuilt = existsSync(command)
    const env = { ...process.env, BENCH_SERVER_MODULE: moduleUrl('server/index') }
    const args = isBuilt ? [command, 'serve', '--port', '0', '--json'] : [script('mock-start')]
    const ours = () => timeToFirstAnswer([...execArgv, ...args], '/__mock/health', env)
    const theirs = () => timeToFirstAnswer([...execArgv, script('bare-start')], '/health', env)
    for (let i = 0; i < 2; i++) {
      await ours()
      await theirs()
    }
    const result = await sideBySide({ rounds: 15, ours, theirs, ratio: (a, b) => a / b })
    return {
      ...result,
      sides: `${format(result.ours)} ms : ${format(result.theirs)} ms`,
      note: isBuilt
        ? undefined
        : 'dist/ is missing, so a script that imports the sources was started: run `npm run build`.',
    }
  },
}
