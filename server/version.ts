import { existsSync, readFileSync } from 'node:fs'

/** The package's version. */
export const version: string = readVersion()

/** Its file stands one folder above the sources, and two above the built modules and the bundle. */
function readVersion(): string {
  const candidates = ['../package.json', '../../package.json'].map((path) => new URL(path, import.meta.url))
  const text = readFileSync(candidates.find((candidate) => existsSync(candidate)) ?? candidates[0]!, 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
