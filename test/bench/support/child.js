import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const startTimeoutMs = 30_000

/**
 * Starts a file of servers/ as a process of its own, so that a server and its load do not share an event loop.
 * @param options is handed to it, together with the URL of each bundled module
 */
export async function startServer(name, context, options = {}, execArgv = []) {
  const child = fork(fileURLToPath(new URL(`../servers/${name}.js`, import.meta.url)), [JSON.stringify(options)], {
    execArgv: [...context.execArgv, ...execArgv],
    env: { ...process.env, BENCH_SERVER_MODULE: context.moduleUrl('server/index') },
  })
  const { port } = await nextMessage(child)
  const ask = async (question) => {
    child.send(question)
    return nextMessage(child)
  }
  return {
    port,
    baseUrl: `http://127.0.0.1:${port}`,
    /** @param question one that support/serve.js answers */
    ask,
    /** Ends it by closing the channel: it then exits by itself, which also writes a profile if one was asked for. */
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exit = once(child, 'exit')
      child.disconnect()
      await exit
    },
  }
}

function nextMessage(child) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(reject, new Error('The server did not answer in time.')), startTimeoutMs)
    const onMessage = (message) => finish(resolve, message)
    const onExit = (code) => finish(reject, new Error(`The server ended with ${code}.`))
    const finish = (settle, value) => {
      clearTimeout(timer)
      child.off('message', onMessage)
      child.off('exit', onExit)
      settle(value)
    }
    child.on('message', onMessage)
    child.on('exit', onExit)
  })
}
