import { type Answered, type Came, type ExportSeen, isAnswered, type Observations } from './observations.ts'
import { fieldIn } from './seen.ts'

/** How long a file is, as one of the answers says. */
export interface SaidLength {
  readonly by: string
  readonly bytes: number
}

/**
 * What says how long the file of an export is: the answer that brought it, the poll that found it ready, a range of it.
 * The latter two count only where they speak of the same bytes.
 */
export function saidLengths(
  { exports: [first], range }: Pick<Observations, 'exports' | 'range'>,
  seen: ExportSeen,
): readonly SaidLength[] {
  const { polls, download, file } = seen
  const said = (by: string, digits: string | undefined): readonly SaidLength[] =>
    digits !== undefined && /^\d{1,16}$/.test(digits) ? [{ by, bytes: Number(digits) }] : []
  const poll = sameFile(polls.at(-1)?.came, 200, download)
  // A range is asked for of the first file alone.
  const part = seen === first ? sameFile(range?.came, 206, download) : undefined
  return [
    ...said('Content-Length of GET url', file?.promised?.toString()),
    ...said('Content-Length of HEAD pollingUrl', poll && fieldIn(poll, 'content-length')),
    ...said('Content-Range of a range', part && fieldIn(part, 'content-range')?.split('/')[1]),
  ]
}

/** An answer, if it has this status and speaks of the bytes that were downloaded, for all that can be told. */
function sameFile(came: Came | undefined, status: number, download: Came | null): Answered | undefined {
  if (!isAnswered(came) || came.status !== status || !isAnswered(download)) return undefined
  // The lengths of what is encoded on the way say nothing of each other.
  if ([came, download].some((each) => !['identity', undefined].includes(fieldIn(each, 'content-encoding')))) {
    return undefined
  }
  const [tag, other] = [fieldIn(came, 'etag'), fieldIn(download, 'etag')]
  return tag === undefined || other === undefined || tag === other ? came : undefined
}
