import { asksAnew, type ClientLog, type ExportStory, follows, type Timed } from './log.ts'

/**
 * What a client did after a download that gave it no whole and sound file: it asked again, for the file, a part of it or
 * another export; its run failed; its run succeeded, so that it took what it had; or that cannot be told.
 */
export type FollowUp = 'asked-again' | 'failed' | 'succeeded' | 'unknown'

export function followUpOf(download: Timed, { downloads, dataset }: ExportStory, log: ClientLog): FollowUp {
  const last = downloads.findLast(({ exchange }) => exchange.method === 'GET')
  if ((last !== undefined && follows(last, download)) || asksAnew(log, dataset, download)) return 'asked-again'
  return log.evidence.outcome ?? 'unknown'
}

/** Why it cannot be told, and what a reader can do about it. @param what a clause */
export function unknownOutcome(what: string, { evidence }: ClientLog): string {
  return evidence.timedOut
    ? `${what}, and the run was ended before it showed whether the client noticed. Give it more time.`
    : `${what}, and whether the client noticed shows in how its run ended. Hand in the outcome, succeeded or failed.`
}
