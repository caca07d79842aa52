import type { Exchange } from '../../contracts/client/exchange.ts'

/**
 * An exchange as a server-sent event. Its id is the exchange's, so that a reader who lost the connection can say in
 * `Last-Event-ID` what it has seen. JSON has no line breaks of its own, which would end the data.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function exchangeEvent(exchange: Exchange): string {
  return `id: ${exchange.id}\nevent: exchange\ndata: ${JSON.stringify(exchange)}\n\n`
}

/** What a page is told. @param data JSON-able */
export function serverSentEvent(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}

/** What readers skip; sent now and then, it keeps proxies from ending a stream on which nothing happens. */
export function comment(text = 'still here'): string {
  return `${text.replace(/^/gm, ': ').replace(/\r/g, ' ')}\n\n`
}
