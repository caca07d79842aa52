import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import ts from 'typescript'

export const folders = ['contracts', 'generators', 'server'] as const
export type Folder = (typeof folders)[number]

export interface SourceFile {
  /** From the root of the repository, with forward slashes. */
  readonly path: string
  readonly folder: Folder
  readonly text: string
  /** What import, export … from, import() and import types name, as they spell it. */
  readonly specifiers: readonly string[]
}

const root = new URL('../../', import.meta.url)

/** Every source file that is shipped, those that browsers run included. */
export const sourceFiles: readonly SourceFile[] = folders.flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => /\.m?[jt]s$/.test(path))
    .map((path) => asSourceFile(path, folder, readFileSync(new URL(path, root), 'utf8'))),
)

export function asSourceFile(path: string, folder: Folder, text: string): SourceFile {
  const { importedFiles } = ts.preProcessFile(text, true, true)
  return { path, folder, text, specifiers: importedFiles.map(({ fileName }) => fileName) }
}

/** The path that a relative specifier means, or `undefined` where it names a package. */
export function pathOf(specifier: string, { path }: Pick<SourceFile, 'path'>): string | undefined {
  return specifier.startsWith('.') ? join(dirname(path), specifier) : undefined
}

/** Which top folder of ours each import goes to; this package by its own name counts as one. */
export function ownImportsOf(file: SourceFile): readonly string[] {
  return file.specifiers.flatMap((specifier) => {
    const path = pathOf(specifier, file)
    if (path !== undefined) return [path.split('/')[0]!]
    return packageOf(specifier) === 'balkanid-mock' ? ['balkanid-mock'] : []
  })
}

/** The packages that a file takes from npm when it runs; imports of types are gone by then. */
export function packagesOf(file: SourceFile): readonly string[] {
  return specifiersAtRunTime(file)
    .filter((specifier) => pathOf(specifier, file) === undefined && !specifier.startsWith('node:'))
    .map(packageOf)
}

function specifiersAtRunTime(file: SourceFile): readonly string[] {
  const { outputText } = ts.transpileModule(file.text, { compilerOptions: asInTsconfig })
  return asSourceFile(file.path, file.folder, outputText).specifiers
}

/** The packages that are loaded with a file: by itself, and by what it imports of ours when it runs. */
export function packagesLoadedWith(path: string): readonly string[] {
  const loaded = new Set([path])
  const packages = new Set<string>()
  for (const each of loaded) {
    const file = sourceFiles.find((it) => it.path === each)!
    for (const name of packagesOf(file)) packages.add(name)
    for (const specifier of specifiersAtRunTime(file)) {
      const own = pathOf(specifier, file)
      if (own !== undefined) loaded.add(own)
    }
  }
  return [...packages]
}

const asInTsconfig = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true }

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
