/** An absolute http or https URL, and what of it goes into the request line. */
export interface Target {
  readonly isSecure: boolean
  /** As `Host` has it. */
  readonly host: string
  readonly hostname: string
  readonly port: number
  /** Path and query as they were written: a signature holds for nothing else. */
  readonly path: string
}

/** @returns `undefined` where the text is no such URL */
export function targetOf(text: string): Target | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined
  const url = new URL(text)
  const isSecure = url.protocol === 'https:'
  return {
    isSecure,
    host: url.host,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (isSecure ? 443 : 80) : Number(url.port),
    path: pathAsWritten(text) ?? url.pathname + url.search,
  }
}

/** @returns `undefined` where it cannot stand in a request line as it is */
function pathAsWritten(text: string): string | undefined {
  const [, path = ''] = /^https?:\/\/[^/?#]*([^#]*)/i.exec(text) ?? []
  if (!/^[!-~]*$/.test(path)) return undefined
  return path.startsWith('/') ? path : `/${path}`
}
