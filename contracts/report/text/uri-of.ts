import { webAddress } from './web-address.ts'

/** A file name, as people type it on any system, or a URL, as a URI reference. */
export function uriOf(name: string): string {
  const address = webAddress(name)
  if (address !== undefined) return address
  const path = name
    .replace(/\p{Cs}/gu, '\uFFFD')
    .split(/[\\/]/)
    .map(encodeURIComponent)
    .join('/')
  const onDrive = /^([A-Za-z])%3A\//.exec(path)
  if (onDrive !== null) return `file:///${onDrive[1]}:/${path.slice(onDrive[0].length)}`
  return path.startsWith('//') ? `file:${path}` : path.startsWith('/') ? `file://${path}` : path
}
