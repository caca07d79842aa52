/** @import { Problem } from './types.ts' */

/** What the admin API refused, with its problem where it told one. */
export class ApiError extends Error {
  /** @param {number} status @param {Problem} problem */
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `Answered ${status}.`)
    this.name = 'ApiError'
    this.status = status
    this.problem = problem
  }
}

/**
 * The admin API, by paths below `__mock/`. Where it wants a token, `askForToken` is asked for one.
 * @param {(isRefused: boolean) => Promise<string | undefined>} askForToken is told whether one was refused; nothing where nobody gives one
 */
export function adminApi(askForToken) {
  /** @type {Promise<string | undefined> | undefined} */
  let asking

  /**
   * @param {string} path
   * @param {RequestInit & { headers?: Record<string, string> }} [init]
   * @returns {Promise<Response>}
   */
  async function ask(path, init = {}) {
    const token = sessionStorage.getItem(tokenKey)
    const headers = { ...init.headers, ...(token !== null && { authorization: `Bearer ${token}` }) }
    const response = await fetch(`__mock/${path}`, { ...init, headers })
    if (response.status === 401) {
      if (token === sessionStorage.getItem(tokenKey)) {
        asking ??= askForToken(token !== null).finally(() => {
          asking = undefined
        })
        const given = await asking
        if (given === undefined) throw new ApiError(401, await problemIn(response))
        sessionStorage.setItem(tokenKey, given)
      }
      return ask(path, init)
    }
    if (!response.ok) throw new ApiError(response.status, await problemIn(response))
    return response
  }

  return {
    ask,

    hasToken: () => sessionStorage.getItem(tokenKey) !== null,

    /** @param {string} path @returns {Promise<any>} its JSON */
    async get(path) {
      return (await ask(path)).json()
    },

    /**
     * @param {'POST' | 'PUT' | 'PATCH' | 'DELETE'} method
     * @param {string} path
     * @param {unknown} [json]
     * @returns {Promise<any>} its JSON, where it has any
     */
    async send(method, path, json) {
      const body =
        json === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) }
      const response = await ask(path, { method, ...body })
      return response.status === 204 ? undefined : response.json()
    },

    /** @param {string} path @param {BodyInit} body @param {string} mediaType @returns {Promise<any>} its JSON */
    async postText(path, body, mediaType) {
      return (await ask(path, { method: 'POST', headers: { 'content-type': mediaType }, body })).json()
    },

    /**
     * Follows server-sent events, until they end or `signal` ends them. `EventSource` could not send the token.
     * @param {string} path
     * @param {(name: string, data: any) => void} onEvent
     * @param {AbortSignal} signal
     */
    async stream(path, onEvent, signal) {
      const { body } = await ask(path, { signal, headers: { accept: 'text/event-stream' } })
      if (body === null) return
      const reader = body.pipeThrough(new TextDecoderStream()).getReader()
      let rest = ''
      for (let read = await reader.read(); !read.done; read = await reader.read()) {
        const events = (rest + read.value).split('\n\n')
        rest = events.pop() ?? ''
        for (const event of events) tell(event, onEvent)
      }
    },
  }
}

/** @typedef {ReturnType<typeof adminApi>} Api */

const tokenKey = 'balkanid-mock token'

/** @param {string} event @param {(name: string, data: any) => void} onEvent */
function tell(event, onEvent) {
  let name = ''
  let data = ''
  for (const line of event.split('\n')) {
    if (line.startsWith('event: ')) name = line.slice(7)
    else if (line.startsWith('data: ')) data += line.slice(6)
  }
  if (name !== '') onEvent(name, JSON.parse(data))
}

/** @param {Response} response @returns {Promise<Problem>} */
async function problemIn(response) {
  try {
    return await response.json()
  } catch {
    return { title: `The mock answered ${response.status}.` }
  }
}
