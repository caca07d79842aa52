import { setInterval } from 'node:timers'
import { startExport } from './client.js'

/**
 * Exports that are never ready, and polls of them in turn.
 * @returns what ends the polling, and tells how many were answered
 */
export async function pollInTurn({ baseUrl, exports, perSecond }) {
  const urls = []
  for (let i = 0; i < exports; i++) {
    urls.push((await startExport(baseUrl, 'requests', { includeCompleted: true })).pollingUrl)
  }
  const open = new Set()
  let answered = 0
  let sent = 0
  const timer = setInterval(() => {
    const poll = fetch(urls[sent++ % urls.length], { method: 'HEAD' }).then(() => answered++)
    open.add(poll)
    poll.finally(() => open.delete(poll))
  }, 1000 / perSecond)
  return async () => {
    clearInterval(timer)
    await Promise.all(open)
    return answered
  }
}
