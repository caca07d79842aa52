import ts from 'typescript'
import { pathOf } from './source-files.ts'

const listOfDatasets = ['datasets', 'generators']
const ownFile = /^(?:contracts|generators)\/datasets\/(?!index\.)/

/**
 * Where a source file knows one of these datasets by name. Comments and sentences are free to mention one, and a slug
 * that is also a word (`requests`) is free to be a variable; what counts is
 * - a string that is no sentence (it has no blanks) with the slug as a word of its own: `'requests'`, `'/rbac2/x'`;
 * - a dataset taken from a list by name: `datasets.requests`, `const { requests } = datasets`;
 * - an import of it, by its name or from its own file;
 * - an object or a type whose only keys are slugs: `{ requests: 500 }`;
 * - any identifier, where the slug has a digit and so is nobody's word.
 */
export function datasetNamesIn(path: string, text: string, slugs: readonly string[]): readonly string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const word = new RegExp(`(?<![\\w-])(?:${slugs.join('|')})(?![\\w-])`)
  const isSlug = (name: ts.Node | undefined) => name !== undefined && ts.isIdentifier(name) && slugs.includes(name.text)

  const knows = (node: ts.Node): boolean => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      if (isModuleSpecifier(node)) return ownFile.test(pathOf(node.text, { path }) ?? '')
      return word.test(node.text) && !/\s/.test(node.text.trim())
    }
    if (ts.isIdentifier(node)) return /\d/.test(node.text) && slugs.includes(node.text)
    if (ts.isPropertyAccessExpression(node)) return isSlug(node.name) && isListOfDatasets(node.expression)
    if (ts.isBindingElement(node)) return isSlug(node.propertyName ?? node.name) && isListOfDatasets(origin(node))
    if (ts.isImportSpecifier(node)) return isSlug(node.propertyName ?? node.name)
    if (ts.isExportSpecifier(node)) return isSlug(node.propertyName ?? node.name) && reExports(node)
    if (ts.isObjectLiteralExpression(node)) return areSlugs(node.properties)
    if (ts.isTypeLiteralNode(node) || ts.isInterfaceDeclaration(node)) return areSlugs(node.members)
    return false
  }

  /** `return { requests }` is a variable on its way; `{ requests, rbac2 }` and `{ requests: 500 }` are lists. */
  const areSlugs = (members: ts.NodeArray<ts.ObjectLiteralElementLike | ts.TypeElement>) =>
    members.length > 0 &&
    members.every(({ name }) => isSlug(name)) &&
    !(members.length === 1 && ts.isShorthandPropertyAssignment(members[0]!))

  const found = new Set<string>()
  const visit = (node: ts.Node) => {
    if (knows(node)) found.add(lineOf(node, source))
    ts.forEachChild(node, visit)
  }
  visit(source)
  return [...found]
}

function isModuleSpecifier({ parent }: ts.Node): boolean {
  return (
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    (ts.isLiteralTypeNode(parent) && ts.isImportTypeNode(parent.parent)) ||
    (ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.ImportKeyword)
  )
}

function isListOfDatasets(node: ts.Node | undefined): boolean {
  if (node === undefined) return false
  if (ts.isPropertyAccessExpression(node)) return listOfDatasets.includes(node.name.text)
  return ts.isIdentifier(node) && listOfDatasets.includes(node.text)
}

/** What a destructured name is taken from. */
function origin({ parent: pattern }: ts.BindingElement): ts.Node | undefined {
  return ts.isVariableDeclaration(pattern.parent) ? pattern.parent.initializer : undefined
}

function reExports({ parent }: ts.ExportSpecifier): boolean {
  return parent.parent.moduleSpecifier !== undefined
}

function lineOf(node: ts.Node, source: ts.SourceFile): string {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source))
  return `line ${line + 1}: ${source.text.split('\n')[line]!.trim()}`
}
