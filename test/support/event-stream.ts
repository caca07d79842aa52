import { onTestFinished } from 'vitest'

/** A server-sent event as it came. */
export interface ServerSentEvent {
  readonly id: string | undefined
  readonly event: string
  readonly data: unknown
}

/** Reads server-sent events as a browser does, from one connection. */
export class EventStream {
  readonly response: Response
  private readonly controller: AbortController
  private readonly blocks: AsyncGenerator<string>

  constructor(response: Response, controller: AbortController) {
    this.response = response
    this.controller = controller
    this.blocks = blocksOf(response.body!)
  }

  /** The next so many events; comments are left out. */
  async next(count: number): Promise<readonly ServerSentEvent[]> {
    const events: ServerSentEvent[] = []
    while (events.length < count) {
      const { value, done } = await this.blocks.next()
      if (done) throw new Error(`The stream ended after ${events.length} events.`)
      const event = eventIn(value)
      if (event !== undefined) events.push(event)
    }
    return events
  }

  /** The events until the server ends the stream. */
  async rest(): Promise<readonly ServerSentEvent[]> {
    const events: ServerSentEvent[] = []
    for await (const block of this.blocks) {
      const event = eventIn(block)
      if (event !== undefined) events.push(event)
    }
    return events
  }

  leave(): void {
    this.controller.abort()
  }
}

/** Opens a stream, which is left when the test ends. */
export async function openEventStream(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<EventStream> {
  const controller = new AbortController()
  const response = await fetch(url, { headers: { accept: 'text/event-stream', ...headers }, signal: controller.signal })
  onTestFinished(() => controller.abort())
  return new EventStream(response, controller)
}

async function* blocksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop()!
    yield* blocks
  }
}

function eventIn(block: string): ServerSentEvent | undefined {
  const fields = new Map(
    block
      .split('\n')
      .filter((line) => !line.startsWith(':'))
      .map((line) => [line.split(':')[0]!, line.slice(line.split(':')[0]!.length + 1).trim()]),
  )
  const data = fields.get('data')
  if (data === undefined) return undefined
  return { id: fields.get('id'), event: fields.get('event') ?? 'message', data: JSON.parse(data) }
}
