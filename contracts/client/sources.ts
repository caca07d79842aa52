import { datasetSlugs, datasets } from '../datasets/index.ts'

/**
 * The page of the first dataset, for all that is the same on each dataset's page: the method and the header fields of a
 * call, that its body is JSON, its answer, and how to poll. What is documented of the body of one dataset alone is cited
 * by the finding, with the page of that dataset.
 */
export const documentation = datasets[datasetSlugs[0]!].download.source

/** @param section such as `10.2.3` */
export function httpSemantics(section: string): string {
  return `https://www.rfc-editor.org/rfc/rfc9110#section-${section}`
}

/** Storage is not documented but by the word pre-signed; what that means is taken from S3. */
export const presignedUrls = 'https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html'
