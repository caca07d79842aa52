import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path/posix'
import { describe, expect, test } from 'vitest'
import nodeVersions from '../.ci/node-versions.json' with { type: 'json' }
import manifest from '../package.json' with { type: 'json' }
import build from '../tsconfig.build.json' with { type: 'json' }

// What can be said without building; `.ci/smoke.js` tries the packed package itself.

const root = new URL('../', import.meta.url)
const entries = Object.values(manifest.exports).filter((entry) => typeof entry === 'object')

describe('exports', () => {
  test.each(entries)('$default is built from a source, and its declarations with it', (entry) => {
    const source = entry.default.replace(/^\.\/dist\/(.*)\.js$/, '$1.ts')
    expect(entry.types).toBe(entry.default.replace(/\.js$/, '.d.ts'))
    expect(build.files).toContain(source)
  })

  test('nothing is built that no one can import', () => {
    expect(build.files).toHaveLength(entries.length)
  })

  test('the command is made from the file of its name', () => {
    expect(existsSync(new URL(`.ci/bundle/${basename(manifest.bin['balkanid-mock'])}`, root))).toBe(true)
  })
})

describe('what browsers get', () => {
  test('needs nothing to be installed: Swagger UI is copied, not depended on', () => {
    expect(manifest.dependencies).not.toHaveProperty('swagger-ui-dist')
    expect(manifest.devDependencies).toHaveProperty('swagger-ui-dist')
  })
})

describe('Node', () => {
  const floor = manifest.engines.node.replace('>=', '')

  test('the oldest that engines allows is the oldest that CI runs', () => {
    expect(nodeVersions[0]).toBe(`${floor}.0`)
  })

  test('the sources are checked against its types, so that they use nothing newer', () => {
    expect(manifest.devDependencies['@types/node']).toMatch(new RegExp(`^\\^${floor.split('.')[0]}\\.`))
  })
})

describe('dependencies', () => {
  test('faker is one exact version: another one would change the bytes of a seed', () => {
    expect(manifest.dependencies['@faker-js/faker']).toMatch(/^\d+\.\d+\.\d+$/)
  })

  const lockFile = readFileSync(new URL('package-lock.json', root), 'utf8')

  test('the lock file names no registry, so that every machine uses its own', () => {
    expect(lockFile).not.toContain('"resolved"')
  })

  // npm leaves out what its registry does not have (yet), and then `npm ci` refuses the file on every machine.
  test('the lock file holds the binaries for all platforms', () => {
    const { packages } = JSON.parse(lockFile) as { packages: Record<string, { optionalDependencies?: object }> }
    const optional = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
    expect(optional.filter((name) => packages[`node_modules/${name}`] === undefined)).toEqual([])
  })
})
