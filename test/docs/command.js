// The command as a page has it: what would serve until it is ended is ended once it serves.
import { spawn } from 'node:child_process'

const args = process.argv.slice(2)
const isServing = args.length === 0 || args[0] === 'serve' || args[0].startsWith('-')
const isEndless = isServing || args[0] === 'tail'
const env = { ...process.env, ...(isServing && { BALKANID_MOCK_PORT: '0' }) }
const given = args[0] === 'tail' ? [...args, '--base-url', process.env.DOCS_BASE_URL, '--all'] : args
const command = new URL('package/dist/bin/bin.js', `file://${process.cwd()}/`)
const child = spawn(process.execPath, [command.pathname, ...given], {
  env,
  stdio: ['inherit', isEndless ? 'pipe' : 'inherit', 'inherit'],
})
child.stdout?.on('data', (text) => {
  process.stdout.write(text)
  if (!isServing || String(text).includes('Ctrl-C ends it.')) child.kill('SIGINT')
})
child.on('exit', (code) => {
  process.exitCode = isEndless && code === 130 ? 0 : code
})
