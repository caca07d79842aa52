import { describe, expect, test } from 'vitest'
import { datasetSlugs } from '../contracts/index.ts'
import manifest from '../package.json' with { type: 'json' }
import { datasetNamesIn } from './support/dataset-names.ts'
import { asSourceFile, type Folder, ownImportsOf, packagesOf, sourceFiles } from './support/source-files.ts'

/** contracts ← generators ← server, never back. */
const mayImport: Record<Folder, readonly string[]> = {
  contracts: ['contracts'],
  generators: ['contracts', 'generators'],
  server: ['contracts', 'generators', 'server'],
}

describe('the direction of imports', () => {
  test.each(sourceFiles)('$path imports only what its folder may', (file) => {
    const wrong = ownImportsOf(file).filter((to) => !mayImport[file.folder].includes(to))
    expect(wrong).toEqual([])
  })

  test.each(sourceFiles)('$path takes from npm only what is installed with the package', (file) => {
    // What is for tests alone goes by the test runner that is there.
    const runners = file.path.startsWith('server/testing/') ? manifest.peerDependencies : {}
    const installed = { ...manifest.dependencies, ...runners }
    const wrong = packagesOf(file).filter((name) => !Object.hasOwn(installed, name))
    expect(wrong).toEqual([])
  })

  test.each([
    ['import', `import { x } from '../server/app.ts'`],
    ['an import of types', `import type { X } from '../server/app.ts'`],
    ['an import for its effect', `import '../server/app.ts'`],
    ['export … from', `export { x } from '../server/app.ts'`],
    ['export * from', `export * from '../server/app.ts'`],
    ['import()', `const x = await import('../server/app.ts')`],
    ['import() inside a template', `const x = \`\${await import('../server/app.ts')}\``],
    ['an import type', `type X = import('../server/app.ts').X`],
  ])('is seen in %s', (_, text) => {
    expect(ownImportsOf(asSourceFile('generators/x.ts', 'generators', text))).toEqual(['server'])
  })

  test('is not seen in comments and strings', () => {
    const text = `// import '../server/app.ts'\nconst x = "import '../server/app.ts'"`
    expect(ownImportsOf(asSourceFile('generators/x.ts', 'generators', text))).toEqual([])
  })

  test('this package is not imported by its own name, which would go around the rule', () => {
    const file = asSourceFile('contracts/x.ts', 'contracts', `import { x } from 'balkanid-mock/generators'`)
    expect(ownImportsOf(file)).toEqual(['balkanid-mock'])
  })
})

describe("a dataset's name", () => {
  const strangers = sourceFiles.filter(({ path }) => !/^(?:contracts|generators)\/datasets\//.test(path))

  test.each(strangers)('$path knows none', ({ path, text }) => {
    expect(datasetNamesIn(path, text, datasetSlugs)).toEqual([])
  })

  test.each([
    `if (slug === 'requests') x()`,
    `const path = '/api/rest/v0/rbac2/download-url'`,
    `const url = \`\${base}/requests/download-url\``,
    `const reading = 'requests.username'`,
    'const { columns } = datasets.requests.download',
    'const { rbac2: roles } = datasets',
    `import { requests } from '../contracts/index.ts'`,
    `import { x } from '../contracts/datasets/requests.ts'`,
    `const x = await import('../generators/datasets/rbac2.ts')`,
    `export { requests } from '../contracts/index.ts'`,
    'const rows = { requests: 500 }',
    'const rows = { requests, rbac2 }',
    'interface Rows { requests: number; rbac2: number }',
    'const rbac2 = 1',
  ])('is seen in: %s', (text) => {
    expect(datasetNamesIn('server/x.ts', text, ['requests', 'rbac2'])).toHaveLength(1)
  })

  test.each([
    '// takes requests and rbac2',
    `const summary = 'How many requests a second'`,
    `const header = 'x-mock-requests-seen'`,
    'const requests = journal.filter(isPost)',
    'return { requests }',
    'const counts = { requests: 3, answers: 2 }',
    'const seen = socket.requests',
    `import { list } from './requests.ts'`,
    `import { datasets } from '../contracts/datasets/index.ts'`,
  ])('is not seen in: %s', (text) => {
    expect(datasetNamesIn('server/x.ts', text, ['requests', 'rbac2'])).toEqual([])
  })
})
