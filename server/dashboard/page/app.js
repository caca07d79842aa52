/** @import { Sandbox, Export, ExchangeMark, Report } from './types.ts' */
/** @import { Api } from './api.js' */
/** @import { Contract } from './views/contract-types.ts' */
import { ApiError } from './api.js'
import { Listeners } from './listeners.js'

/** @typedef {'connecting' | 'live' | 'lost' | 'gone' | 'locked'} Connection */

/**
 * What happens in the sandbox that is looked at. It is told to whoever listens, and nothing is kept but what is asked for
 * again and again.
 */
export class Activity {
  /** @type {Listeners<Sandbox>} */
  onSandbox = new Listeners()
  /** @type {Listeners<readonly Export[]>} */
  onExports = new Listeners()
  /** @type {Listeners<{ exchanges: readonly ExchangeMark[], skipped: number }>} */
  onExchanges = new Listeners()
  /** @type {Listeners<Report>} */
  onReport = new Listeners()
  /** Everything that was told before is over: the sandbox was reset, or it is another one. @type {Listeners<void>} */
  onForget = new Listeners()
  /** @type {Listeners<Connection>} */
  onConnection = new Listeners()
  /** @type {Sandbox | undefined} */
  sandbox
  /** @type {Map<string, Export>} */
  exports = new Map()
  #told = 0
  #id = ''
  #api
  #following = new AbortController()

  /** @param {Api} api */
  constructor(api) {
    this.#api = api
  }

  /** Follows a sandbox from now on, and no other. @param {string} id */
  follow(id) {
    this.#following.abort()
    this.#following = new AbortController()
    this.#id = id
    this.#forget()
    void this.#keepFollowing(id, this.#following.signal)
  }

  /** Tells everything from the beginning, for whoever has come later. */
  again() {
    if (this.#id !== '') this.follow(this.#id)
  }

  /** The time by the clock of the sandbox, which goes on between what the server says of it. */
  now() {
    if (this.sandbox === undefined) return Date.now()
    const { now, scale } = this.sandbox.clock
    return Date.parse(now) + (performance.now() - this.#told) * scale
  }

  /** @param {string} id @param {AbortSignal} signal */
  async #keepFollowing(id, signal) {
    for (let pause = firstPause; !signal.aborted; pause = Math.min(pause * 2, longestPause)) {
      let end = ''
      try {
        this.onConnection.tell('connecting')
        await this.#api.stream(
          `sandboxes/${encodeURIComponent(id)}/activity`,
          (name, data) => {
            if (signal.aborted) return
            pause = firstPause
            if (name === 'end') end = data.reason
            else this.#take(name, data)
          },
          signal,
        )
      } catch (error) {
        if (signal.aborted) return
        if (error instanceof ApiError && error.status === 404) end = 'ended'
        if (error instanceof ApiError && error.status === 401) return this.onConnection.tell('locked')
      }
      if (signal.aborted) return
      if (end === 'ended') return this.onConnection.tell('gone')
      if (end !== 'reset') {
        this.onConnection.tell('lost')
        await new Promise((resolve) => setTimeout(resolve, pause))
      }
      this.#forget() // whoever begins again is told everything again
    }
  }

  /** @param {string} name @param {any} data */
  #take(name, data) {
    if (name === 'sandbox') {
      this.sandbox = data
      this.#told = performance.now()
      this.onConnection.tell('live')
      this.onSandbox.tell(data)
    } else if (name === 'exports') {
      for (const each of data.exports) this.exports.set(each.id, each)
      // As many as the server tells of; the oldest stand first.
      for (const id of this.exports.keys()) {
        if (this.exports.size <= mostExports) break
        this.exports.delete(id)
      }
      this.onExports.tell(data.exports)
    } else if (name === 'exchanges') this.onExchanges.tell(data)
    else if (name === 'report') this.onReport.tell(data)
  }

  #forget() {
    this.exports.clear()
    this.onForget.tell()
  }
}

const mostExports = 1000
const firstPause = 500
const longestPause = 5000

/**
 * What the views are handed.
 * @param {{
 *   api: Api, baseUrl: string, ownPort: boolean,
 *   announce(text: string): void, toast(text: string, kind?: 'done' | 'problem'): void,
 *   copy(text: string): Promise<void>, showTab(name: string): void,
 *   chosen(id: string): void,
 * }} page
 */
export function createApp({ chosen, ...page }) {
  const { api } = page
  const activity = new Activity(api)
  /** @type {Promise<Contract> | undefined} */
  let contract

  return {
    ...page,
    activity,
    sandbox: {
      /** @returns {Sandbox | undefined} nothing until it was told */
      current: () => activity.sandbox,
      /** @param {(sandbox: Sandbox) => void} listener @returns what ends it */
      onChange: (listener) => activity.onSandbox.add(listener),
      /** Looks at another one. @param {string} id */
      select(id) {
        chosen(id)
        activity.follow(id)
      },
      /** @returns {Promise<readonly Sandbox[]>} */
      list: async () => (await api.get('sandboxes')).sandboxes,
    },
    exports: {
      /** @param {string} id */
      get: (id) => activity.exports.get(id),
      all: () => [...activity.exports.values()],
      /** @param {(changed: readonly Export[]) => void} listener @returns what ends it */
      onChange: (listener) => activity.onExports.add(listener),
    },
    /** What is documented, as `GET /__mock/contract` shows it. */
    contract() {
      contract ??= api.get('contract').catch((error) => {
        contract = undefined // whoever asks again may be luckier
        throw error
      })
      return contract
    },
  }
}

/** @typedef {ReturnType<typeof createApp>} App */
