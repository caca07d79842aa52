import type { Step } from '../../dashboard/page/good-client.js'

/** What a demonstration shows of a client: a step of it, or that it has failed. */
export type Event = Step | { readonly kind: 'failed'; readonly why: string }

/** When, by the client's clock. Milliseconds since it began. */
export interface Timed {
  readonly event: Event
  readonly atMs: number
}

/** How something is meant, for whoever can show colours. */
export type Tone = 'good' | 'bad' | 'pending' | 'plain'

/** Found by its mark, and said in words besides. */
export interface Wording {
  readonly mark: string
  readonly text: string
  readonly tone: Tone
}
