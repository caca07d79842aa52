/** A server-sent event, as far as ours go. */
export interface ServerSentEvent {
  readonly event: string
  readonly data: string
  /** How soon to come back when the connection is lost, in milliseconds, where this event says so. */
  readonly retryMs?: number
}

/**
 * Reads server-sent events of a mock: with `\n` as line end and data on one line. A block that is cut by the end is left out.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export async function* eventsIn(body: AsyncIterable<Uint8Array>): AsyncGenerator<ServerSentEvent, void, undefined> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    yield* blocks.map(eventOf)
  }
}

function eventOf(block: string): ServerSentEvent {
  const fields = new Map(
    block.split('\n').map((line): [string, string] => {
      const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? []
      return [name, value]
    }),
  )
  const retry = fields.get('retry') ?? ''
  return {
    event: fields.get('event') ?? 'message',
    data: fields.get('data') ?? '',
    ...(/^\d{1,9}$/.test(retry) && { retryMs: Number(retry) }),
  }
}
