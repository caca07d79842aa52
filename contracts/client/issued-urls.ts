import { fieldOf, hasChangedUrl } from './answers.ts'
import type { ClientLog, ExportStory, Timed } from './log.ts'
import { hasProblem } from './names.ts'
import { shortened } from './tables.ts'
import { changesIn } from './url-changes.ts'

/** The two URLs of an export, secrets masked as in the targets of requests. */
export interface IssuedUrls {
  readonly pollingUrl: string
  readonly url: string
}

/** What the call answered; `undefined` where that is not known whole, or was spoilt. */
export function issuedUrls({ call }: ExportStory): IssuedUrls | undefined {
  const body = call?.exchange.responseBody
  if (call?.exchange.fault !== null || body == null || body.truncated) return undefined
  try {
    const { pollingUrl, url } = JSON.parse(body.text) as Readonly<Record<string, unknown>>
    return typeof pollingUrl === 'string' && typeof url === 'string' ? { pollingUrl, url } : undefined
  } catch {
    return undefined
  }
}

/**
 * A URL that storage has refused as a message names it, by what differs from the one that was issued. Signatures are
 * masked, so of these only the name can be told.
 */
export function refusedUrlText(name: keyof IssuedUrls, use: Timed, story: ExportStory, log: ClientLog): string {
  const { exchange } = use
  const issued = urlBehind(name, use, story, log)
  if (issued === undefined) return `${exchange.method} ${shortened(exchange.path)}`
  const [first, second, third, ...more] = changesIn(exchange.path, issued)
  if (first === undefined) return `the ${name} ${hostChange(use, issued) ?? 'with another signature, which is masked'}`
  const shown = [first, second, third].filter((change) => change !== undefined)
  return `the ${name} ${shown.join(', ')}${more.length === 0 ? '' : ` and ${more.length} more changes`}`
}

/** What the client should have used: from the answer to its call, or as a request that was not refused has it. */
function urlBehind(name: keyof IssuedUrls, use: Timed, story: ExportStory, { stories }: ClientLog): string | undefined {
  // A path that has lost its export was most likely that of the last one that was asked for.
  const meant = story.id === null ? stories.findLast(({ call }) => call !== undefined && call.at <= use.at) : story
  if (meant === undefined) return undefined
  const accepted = meant.uses.find(({ exchange }) => !hasChangedUrl(exchange) && !hasProblem(exchange, 'wrong-method'))
  return issuedUrls(meant)?.[name] ?? accepted?.exchange.path
}

function hostChange({ exchange }: Timed, issued: string): string | undefined {
  const is = fieldOf(exchange.requestHeaders, 'host')
  const was = /^https?:\/\/([^/?#]*)/i.exec(issued)?.[1]
  if (is === undefined || was === undefined || is === was) return undefined
  return `sent to \`${shortened(is, 60)}\` instead of \`${shortened(was, 60)}\``
}
