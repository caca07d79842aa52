import type { ClientRule } from '../rule.ts'
import { asksAnewWhenExpired } from './asks-anew-when-expired.ts'
import { asksWithPost } from './asks-with-post.ts'
import { backsOff } from './backs-off.ts'
import { checksTheAnswer } from './checks-the-answer.ts'
import { downloadsAfterReady } from './downloads-after-ready.ts'
import { downloadsOnce } from './downloads-once.ts'
import { downloadsUrlAsIssued } from './downloads-url-as-issued.ts'
import { endsAsItShould } from './ends-as-it-should.ts'
import { fetchesWhatItAsksFor } from './fetches-what-it-asks-for.ts'
import { finishesDownloads } from './finishes-downloads.ts'
import { givesUp } from './gives-up.ts'
import { honoursRetryAfter } from './honours-retry-after.ts'
import { keepsSecretsFromStorage } from './keeps-secrets-from-storage.ts'
import { keepsUrlsAsSpelled } from './keeps-urls-as-spelled.ts'
import { noticesABrokenFile } from './notices-a-broken-file.ts'
import { pollsUrlAsIssued } from './polls-url-as-issued.ts'
import { pollsWithHead } from './polls-with-head.ts'
import { resumesWithIfRange } from './resumes-with-if-range.ts'
import { sendsDocumentedBody } from './sends-documented-body.ts'
import { sendsJson } from './sends-json.ts'
import { sendsKeysAsAPair } from './sends-keys-as-a-pair.ts'
import { sendsOnlyDocumentedMembers } from './sends-only-documented-members.ts'
import { stopsAtRefusals } from './stops-at-refusals.ts'
import { stopsPollingWhenReady } from './stops-polling-when-ready.ts'
import { waitsBetweenPolls } from './waits-between-polls.ts'

/** Every rule about clients, in the order in which a client meets them. A new one is a file of its own and a line here. */
export const clientRules: readonly ClientRule[] = [
  asksWithPost,
  sendsJson,
  sendsDocumentedBody,
  sendsOnlyDocumentedMembers,
  sendsKeysAsAPair,
  checksTheAnswer,
  pollsWithHead,
  pollsUrlAsIssued,
  waitsBetweenPolls,
  backsOff,
  honoursRetryAfter,
  stopsPollingWhenReady,
  givesUp,
  fetchesWhatItAsksFor,
  downloadsAfterReady,
  downloadsUrlAsIssued,
  keepsUrlsAsSpelled,
  downloadsOnce,
  noticesABrokenFile,
  finishesDownloads,
  resumesWithIfRange,
  asksAnewWhenExpired,
  stopsAtRefusals,
  keepsSecretsFromStorage,
  endsAsItShould,
]
