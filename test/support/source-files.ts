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
  const { outputText } = ts.transpileModule(file.text, { compilerOptions: asInTsconfig })
  return asSourceFile(file.path, file.folder, outputText)
    .specifiers.filter((specifier) => pathOf(specifier, file) === undefined && !specifier.startsWith('node:'))
    .map(packageOf)
}

const asInTsconfig = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true }

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
