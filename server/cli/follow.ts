import { setTimeout } from 'node:timers/promises'
import type { Exchange } from '../../contracts/contract.ts'
import { Failure } from './command.ts'
import { eventsIn } from './event-stream.ts'
import { type Access, ask, type BaseUrl, NoConnection, refusalOf } from './running-mock.ts'

/** Which exchanges are followed. */
export interface Wanted {
  /** As the query of the admin API has it: `phase`, `export`, `fault`. */
  readonly filter: Readonly<Record<string, string>>
  /** Those after the exchange of this number, from 0; without it, those that are over from now on. */
  readonly since: number | undefined
}

/** What is told: an exchange, or a sentence on the following itself. */
export type Told = { readonly exchange: Exchange } | { readonly notice: string }

/** So often it is tried to find a mock again. */
const mostTries = 30
/** Unless the mock says another. */
const usualRetryMs = 1000

/**
 * Follows the exchanges of a sandbox until that ends. A connection that is lost is made again, and nothing is missed that
 * the mock still keeps.
 * @throws {Failure} where the mock is not there, refuses, or does not come back
 */
export async function* follow(
  { adminUrl, sandbox }: BaseUrl,
  { filter, since }: Wanted,
  access: Access,
): AsyncGenerator<Told, void, undefined> {
  const url = `${adminUrl}/sandboxes/${encodeURIComponent(sandbox)}`
  const stream = `${url}/exchanges/stream?${new URLSearchParams(filter)}`
  let seen = since ?? (await latest(url, access)) ?? 0
  let state: 'new' | 'lost' | 'over' | 'following' = 'new'
  let retryMs = usualRetryMs
  for (let tries = 0; ; tries++) {
    try {
      let notice: string | undefined
      if (state !== 'new') {
        const last = await latest(url, access, true)
        if (last === undefined) {
          yield { notice: `The sandbox ${JSON.stringify(sandbox)} has ended.` }
          return
        }
        // Numbers begin anew with a reset, and with a mock that was started again.
        const isAnew = state === 'over' || last < seen
        if (isAnew) seen = 0
        notice = isAnew ? 'It has begun anew: exchanges are counted from 1 again.' : 'It is there again.'
      }
      const answer = await ask(stream, access, { accept: 'text/event-stream', 'last-event-id': `${seen}` })
      if (answer.status !== 200 || answer.body === null) throw await refusalOf(answer, url)
      state = 'following'
      if (notice !== undefined) yield { notice }
      for await (const event of eventsIn(answer.body)) {
        retryMs = event.retryMs ?? retryMs
        if (event.event === 'end') state = 'over'
        if (event.event !== 'exchange') continue
        tries = 0
        const exchange = JSON.parse(event.data) as Exchange
        seen = exchange.id
        yield { exchange }
      }
    } catch (error) {
      const isLost = state === 'following' || (state !== 'new' && error instanceof NoConnection)
      if (!isLost || access.signal.aborted || error instanceof SyntaxError) throw error
      if (tries >= mostTries) throw new Failure(`The mock has not come back. ${(error as Error).message}`)
      if (state === 'over') state = 'following' // and more is over than that
    }
    if (state === 'over') continue
    if (tries >= mostTries) throw new Failure('The mock ends each connection before anything has come.')
    if (state === 'following') yield { notice: 'The connection was lost; looking for the mock again.' }
    state = 'lost'
    await setTimeout(retryMs, undefined, { signal: access.signal })
  }
}

/**
 * @param mayBeGone whether the sandbox may have ended
 * @returns the number of the exchange that was over last, 0 where there is none, `undefined` where the sandbox has ended
 */
async function latest(url: string, access: Access, mayBeGone = false): Promise<number | undefined> {
  const answer = await ask(`${url}/exchanges?limit=1`, access)
  if (mayBeGone && answer.status === 404) return undefined
  if (answer.status !== 200) throw await refusalOf(answer, url)
  const list = (await answer.json().catch(() => ({}))) as { readonly exchanges?: readonly Exchange[] }
  if (list.exchanges === undefined) throw await refusalOf(answer, url)
  return list.exchanges.at(-1)?.id ?? 0
}
