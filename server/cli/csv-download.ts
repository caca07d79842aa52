import { failureOf } from '../../contracts/provider/http/failure.ts'
import { Failure, UsageError } from './command.ts'
import type { CsvSource } from './csv-source.ts'
import type { Io } from './io.ts'

/**
 * The file behind a URL. No message shows its query, where the signature of a pre-signed one is, or a password.
 * @throws {UsageError} where it is no URL, or has a password
 * @throws {Failure} where no file comes
 */
export async function downloaded(text: string, { stop }: Pick<Io, 'stop'>): Promise<CsvSource> {
  const url = fileUrl(text)
  const name = url.origin + url.pathname
  const answer = await fetch(url, { signal: stop }).catch((error: Error) => {
    throw new Failure(`GET ${name} failed. ${reasonOf(error, url)} Check the URL, and the network.`)
  })
  if (answer.status !== 200) {
    throw new Failure(`GET ${name} was answered ${await refusalOf(answer)}`)
  }
  const length = answer.headers.get('content-length')
  // A compressed file comes decompressed.
  const size = length === null || answer.headers.has('content-encoding') ? undefined : Number(length)
  return { name, size, bytes: contentOf(answer, name, size) }
}

function reasonOf({ cause }: Error, { host }: URL): string {
  // The one failure of `fetch` that is no failure of the connection has no code.
  if (cause instanceof Error && /redirect/.test(cause.message)) return 'It was redirected again and again.'
  return failureOf(cause, host).sentence
}

function fileUrl(text: string): URL {
  const wrong = (received: string, remedy: string) =>
    new UsageError(`Received ${received}; expected one such as https://host/path/file.csv. ${remedy}`)
  if (!URL.canParse(text)) throw wrong('what is no URL', 'Give it as it was answered, in quotation marks.')
  const url = new URL(text)
  if (url.username === '' && url.password === '') return url
  throw wrong('a URL with a user name or a password', 'Leave them out: a pre-signed URL needs none.')
}

async function* contentOf(
  { body }: Response,
  name: string,
  size: number | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0
  try {
    for await (const chunk of body ?? []) {
      bytes += chunk.length
      yield chunk
    }
  } catch {
    throw new Failure(
      `GET ${name} broke off after ${bytes} bytes; expected ${size === undefined ? 'the whole file' : size}. Download it again.`,
    )
  }
}

/** What storage said instead, and what to do about it. */
async function refusalOf(answer: Response): Promise<string> {
  const error = await beginningOf(answer)
  const [, code] = /<Code>(\w{1,60})<\/Code>/.exec(error) ?? []
  const hasExpired = /<(Code|Message)>[^<]*expired/i.test(error)
  const remedy = hasExpired ? 'This pre-signed URL has expired: POST for another.' : remedyFor(answer.status)
  return `${answer.status}${code === undefined ? '' : ` (${code})`}; expected 200. ${remedy}`
}

function remedyFor(status: number): string {
  switch (status) {
    case 404:
      return 'If it is the url of an export, poll its pollingUrl until that is answered 200.'
    case 400:
    case 401:
    case 403:
      return 'Give the url as it was answered, whole and in quotation marks: pollingUrl is for HEAD alone, a shell ends a URL at &, and none is good for long.'
    default:
      return status >= 500 ? 'Try again later.' : 'Give the url as it was answered.'
  }
}

const mostBytes = 16_384

async function beginningOf({ body }: Response): Promise<string> {
  let text = ''
  const decoder = new TextDecoder()
  try {
    for await (const chunk of body ?? []) {
      text += decoder.decode(chunk, { stream: true })
      if (text.length >= mostBytes) break
    }
  } catch {
    // What came says enough, or nothing; the status says the rest.
  }
  return text.slice(0, mostBytes)
}
