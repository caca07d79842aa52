import { readFileSync } from 'node:fs'

/** The package's version; its file stands two folders above this one, in the sources' build and in the bundle alike. */
export const version: string = readVersion()

function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
