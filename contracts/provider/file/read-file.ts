import { createHash } from 'node:crypto'
import { pipeline, Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import type { Dataset } from '../../dataset.ts'
import type { OpenAnswer } from '../http/answer.ts'
import { fieldOf } from '../http/answer.ts'
import type { CsvJudge } from '../options.ts'
import type { Tokens } from '../tokens.ts'
import { type CsvFacts, CsvFactsReader, type OnRow } from './csv-facts.ts'
import { type CsvSeen, csvSeen } from './csv-seen.ts'

export interface FileSeen {
  /** As sent, as far as it was read. */
  readonly bytes: number
  /** What `Content-Length` promised. */
  readonly promised: number | null
  /** Why it was not read to its end, as a sentence. */
  readonly cut: string | null
  /** Whether it ended before its time, by no doing of ours. */
  readonly isBrokenOff: boolean
  /** Why it could not be decoded, as a sentence. */
  readonly undecoded: string | null
  readonly facts: CsvFacts | null
  /** `null` where nothing judged it. */
  readonly csv: CsvSeen | null
}

/** What is known of a file besides, and shown to nobody. */
export interface FileRead {
  readonly seen: FileSeen
  /** Its first bytes, as sent. */
  readonly beginning: Buffer
  /** Of its bytes as sent. */
  readonly digest: string
}

export interface ReadFileOptions {
  readonly dataset: Dataset
  readonly tokens: Tokens
  /** Most bytes, both as sent and as decoded. */
  readonly limit: number
  readonly judge?: CsvJudge | undefined
  readonly onRow?: OnRow | undefined
}

const decoders = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress }

const kept = 4096

/** Reads a CSV once, as it arrives, and keeps none of it but its first bytes. */
export async function readFile(answer: OpenAnswer, options: ReadFileOptions): Promise<FileRead> {
  const { dataset, tokens, limit, judge: judgeOf, onRow } = options
  const encoding = (fieldOf(answer, 'content-encoding') ?? 'identity').trim().toLowerCase()
  const sent = new Sent(answer, limit)
  const facts = new CsvFactsReader(dataset, tokens, onRow)
  const judge = judgeOf?.(dataset)
  let hasJudged = false
  let decodedBytes = 0
  let undecoded: string | null = null
  let isFull = false

  let isTaking = false
  /** Only whole records are judged: where the file is not read to its end, the last one would look damaged. */
  const take = (records: () => Buffer) => {
    isTaking = true
    const whole = records()
    judge?.push(whole)
    hasJudged ||= whole.length > 0
    isTaking = false
  }
  try {
    for await (const chunk of decoded(sent, encoding)) {
      decodedBytes += chunk.length
      isFull = decodedBytes > limit
      if (isFull) break
      take(() => facts.push(chunk))
      if (facts.obstacle !== null) break
    }
  } catch (error) {
    // A judge that fails is a mistake of ours, and no damage of the file.
    if (isTaking) throw error
    if (!sent.isCut) undecoded = undecodedBecause(error, encoding)
  }
  const cut = isFull ? `Only the first ${limit} bytes of it were read.` : (sent.cut ?? facts.obstacle)
  if (cut === null && undecoded === null) take(() => facts.finish())
  // Where not one record was whole, the judge would take the file for an empty one.
  const verdictsOf = (all: ReturnType<CsvJudge>) => (cut !== null && !hasJudged ? [] : all.end().verdicts)
  return {
    beginning: sent.beginning,
    digest: sent.digest(),
    seen: {
      bytes: sent.bytes,
      promised: promisedLength(answer),
      cut,
      isBrokenOff: answer.cut?.failure === 'broken-off',
      undecoded,
      facts: undecoded === null ? facts.facts() : null,
      csv: judge === undefined || undecoded !== null ? null : csvSeen(verdictsOf(judge), dataset, tokens),
    },
  }
}

/** The bytes of a body as they come, with what has to be known of all of them. */
class Sent {
  bytes = 0
  beginning = Buffer.alloc(0)
  private readonly hash = createHash('sha256')
  private readonly answer: OpenAnswer
  private readonly limit: number
  private isFull = false

  constructor(answer: OpenAnswer, limit: number) {
    this.answer = answer
    this.limit = limit
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.answer.body) {
      const most = this.limit - this.bytes
      const taken = chunk.subarray(0, most)
      this.bytes += taken.length
      this.hash.update(taken)
      if (this.beginning.length < kept) this.beginning = Buffer.concat([this.beginning, taken]).subarray(0, kept)
      yield taken
      this.isFull = chunk.length > most
      if (this.isFull) return
    }
  }

  get isCut(): boolean {
    return this.isFull || this.answer.cut !== null
  }

  get cut(): string | null {
    if (this.isFull) return `Only the first ${this.limit} bytes of it were read.`
    return this.answer.cut?.sentence ?? null
  }

  digest(): string {
    return this.hash.digest('hex')
  }
}

function decoded(sent: Sent, encoding: string): AsyncIterable<Uint8Array> {
  if (encoding === 'identity' || encoding === '') return sent
  if (!Object.hasOwn(decoders, encoding)) throw new UnknownEncoding()
  const decoder = decoders[encoding as keyof typeof decoders]()
  // The loop over the decoder is told of every error, and ends the body when it is left.
  pipeline(Readable.from(sent), decoder, () => undefined)
  return decoder
}

class UnknownEncoding extends Error {}

function undecodedBecause(error: unknown, encoding: string): string {
  if (error instanceof UnknownEncoding) return 'Its content encoding is none of gzip, deflate and br.'
  return `It could not be decoded as ${encoding}, which Content-Encoding says that it is.`
}

function promisedLength(answer: OpenAnswer): number | null {
  const length = fieldOf(answer, 'content-length') ?? ''
  return /^\d{1,16}$/.test(length) ? Number(length) : null
}
