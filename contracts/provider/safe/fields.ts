import type { Field } from '../../client/exchange.ts'
import type { Tokens } from '../tokens.ts'

/** Field values that say something about HTTP, and nothing about whoever is served. Every other one becomes a token. */
const harmless: Readonly<Record<string, RegExp>> = {
  'accept-ranges': /^(?:bytes|none)$/,
  allow: /^(?:DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT|[, ])+$/,
  'cache-control': /^(?:no-cache|no-store|no-transform|must-revalidate|private|public|(?:s-maxage|max-age)=\d+|[, ])+$/,
  connection: /^(?:close|keep-alive)$/i,
  'content-encoding': /^(?:br|compress|deflate|gzip|identity|zstd|[, ])+$/i,
  'content-length': /^\d{1,16}$/,
  'content-range': /^bytes (?:\d{1,16}-\d{1,16}|\*)\/(?:\d{1,16}|\*)$/,
  'content-type':
    /^(?:application\/(?:csv|gzip|json|octet-stream|problem\+json|vnd\.ms-excel|x-gzip|xml|zip)|binary\/octet-stream|text\/(?:csv|html|plain|xml))(?:; ?(?:charset="?(?:utf-8|us-ascii|iso-8859-1)"?|header=(?:present|absent)))*$/i,
  'retry-after': /^\d{1,9}$/,
  server: /^(?:AmazonS3|CloudFront|Google Frontend|UploadServer|awselb\/2\.0|cloudflare|envoy|nginx)$/,
  'transfer-encoding': /^chunked$/i,
  vary: /^(?:Accept-Encoding|Origin|Access-Control-Request-(?:Headers|Method)|[, ])+$/i,
  'x-mock-basis': /^(?:documented|inferred|assumed)$/,
}

const httpDate =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/

/** What clients and proxies add to an object under names of their own choice. */
const ownNames = /^(x-(?:amz|goog|ms)-meta-)(.+)$/

/** The fields of an answer with their names in lower case, and tokens for values that might tell something. */
export function safeFields(fields: readonly Field[], tokens: Tokens): readonly Field[] {
  return fields.map(([given, value]) => {
    const name = given.toLowerCase()
    const [, prefix, own] = ownNames.exec(name) ?? []
    return [own === undefined ? name : prefix + tokens.of('name', own), safeValue(name, value, tokens)]
  })
}

function safeValue(name: string, value: string, tokens: Tokens): string {
  if (Object.hasOwn(harmless, name) && harmless[name]!.test(value)) return value
  if (name === 'etag') return tokens.of(/^W\//.test(value) ? 'weak-etag' : 'etag', value)
  return tokens.of(httpDate.test(value) ? 'date' : 'value', value)
}
