import type { ProviderRule } from '../rule.ts'
import { csvKeepsContract } from './csv-keeps-contract.ts'
import { csvKeepsConventions } from './csv-keeps-conventions.ts'
import { downloadAnswers200 } from './download-answers-200.ts'
import { downloadIsWhole } from './download-is-whole.ts'
import { headAgreesWithGet } from './head-agrees-with-get.ts'
import { headHasNoBody } from './head-has-no-body.ts'
import { narrowerIsContained } from './narrower-is-contained.ts'
import { notReadyIs404 } from './not-ready-is-404.ts'
import { postAnswers200 } from './post-answers-200.ts'
import { postAnswersJson } from './post-answers-json.ts'
import { postAnswersTwoUrls } from './post-answers-two-urls.ts'
import { rangesAreRight } from './ranges-are-right.ts'
import { readyIs200 } from './ready-is-200.ts'
import { storageNeedsNoKey } from './storage-needs-no-key.ts'
import { urlsAreAbsolute } from './urls-are-absolute.ts'

/** Every rule about a service, in the order of reports: that of the documented flow. */
export const providerRules: readonly ProviderRule[] = [
  postAnswers200,
  postAnswersJson,
  postAnswersTwoUrls,
  urlsAreAbsolute,
  notReadyIs404,
  readyIs200,
  headHasNoBody,
  storageNeedsNoKey,
  downloadAnswers200,
  downloadIsWhole,
  headAgreesWithGet,
  csvKeepsContract,
  csvKeepsConventions,
  narrowerIsContained,
  rangesAreRight,
]
