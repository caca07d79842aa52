import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { type Column, type Dataset, datasets } from '../../contracts/index.ts'
import { pascalCase } from '../../contracts/openapi/document.ts'
import { openApiDocument } from '../../contracts/openapi/index.ts'
import manifest from '../../package.json' with { type: 'json' }
import { basisByStatus, examplesOf, redoclyFindings, schemaCheck, spectralFindings } from '../support/openapi.ts'

const { version } = manifest
const built = openApiDocument({ version })
const yaml = readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8')
const check = schemaCheck(built)

const rows = Object.values<Dataset>(datasets).map(({ slug, download: { columns } }) => {
  const schemas = built.components!.schemas!
  const schema = schemas[`${pascalCase(slug)}Row`]!
  const file = schemas[`${pascalCase(slug)}File`]!
  const required = columns.filter((column) => column.required === 'required')
  return { slug, columns, schema, file, full: rowOf(columns), minimal: rowOf(required) }
})

describe('openapi.yaml', () => {
  test('is what the contract and the version of the package give', () => {
    expect(parse(yaml)).toEqual(built)
  })

  test('is, to the byte, what `npm run openapi` writes', async () => {
    const run = promisify(execFile)(process.execPath, ['.ci/openapi.js', '--check'])
    await expect(run).resolves.toEqual({ stdout: '', stderr: '' })
  })

  test("passes Redocly's recommended rules, without a warning", async () => {
    expect(await redoclyFindings(yaml)).toEqual([])
  })

  test("passes Spectral's rules for OpenAPI, without a warning", async () => {
    expect(await spectralFindings(yaml)).toEqual([])
  })

  test.each(examplesOf(built))('the example at $at holds to its schema', ({ schema, value }) => {
    expect(check(schema, value)).toEqual([])
  })
})

describe.each(Object.values<Dataset>(datasets))('the operations of $slug', ({ slug, download }) => {
  test('POST answers what is documented, 200 and 500, and refuses in ways of the mock', () => {
    expect(basisByStatus(built, `/api/rest/v0/${download.path}`, 'post')).toEqual({
      200: 'documented',
      400: 'assumed',
      401: 'assumed',
      405: 'assumed',
      413: 'assumed',
      415: 'assumed',
      500: 'documented',
    })
  })

  test('HEAD answers what is documented, 404 and then 200, and else as S3 does', () => {
    expect(basisByStatus(built, `/storage/{exportId}/${slug}.csv`, 'head')).toEqual({
      200: 'documented',
      304: 'assumed',
      400: 'assumed',
      403: 'assumed',
      404: 'documented',
      412: 'assumed',
    })
  })

  test('GET answers what is documented, 200, and else as S3 does', () => {
    expect(basisByStatus(built, `/storage/{exportId}/${slug}.csv`, 'get')).toEqual({
      200: 'documented',
      206: 'assumed',
      304: 'assumed',
      400: 'assumed',
      403: 'assumed',
      404: 'inferred',
      412: 'assumed',
      416: 'assumed',
    })
  })
})

describe.each(rows)('a row of $slug', ({ columns, schema, file, full, minimal }) => {
  test('has the columns of the contract, in the order of the file', () => {
    expect(Object.keys(schema.properties!)).toEqual(columns.map(({ name }) => name))
  })

  test('may have every cell filled', () => {
    expect(check(schema, full)).toEqual([])
  })

  test('may have all cells blank but the required ones', () => {
    expect(check(schema, minimal)).toEqual([])
  })

  test.each(Object.keys(minimal))('must have %s', (name) => {
    expect(check(schema, without(name, full))).toEqual([`must have required property '${name}'`])
  })

  test.each(pairsOf(columns))('has %s only with %s', (name, partner) => {
    expect(check(schema, without(partner, full))).toEqual([
      `must have property ${partner} when property ${name} is present`,
    ])
  })

  test.each(jsonColumnsOf(columns))('has in $name the JSON that the contract describes', ({ name }) => {
    expect(check(schema, { ...full, [name]: '"text"' })).toEqual([
      `/${name} must pass "contentSchema" keyword validation`,
    ])
  })

  test('has no other cell', () => {
    expect(check(schema, { ...full, Nickname: 'x' })).toEqual(['must NOT have additional properties'])
  })

  test('is what each record of the file must be', () => {
    expect(check(file, 'Nickname\nx\n')).toEqual(['must pass "contentSchema" keyword validation'])
  })
})

describe('another dataset', () => {
  const another: Dataset = {
    slug: 'entity-relations',
    title: 'Entity relations',
    download: {
      path: 'entity-relations/download-url',
      source: 'https://developer.example/entity-relations',
      body: [],
      columns: datasets.rbac2.download.columns,
      agreements: [],
    },
  }
  const extended = openApiDocument({ version, datasets: [...Object.values(datasets), another] })

  test('brings its own paths', () => {
    expect(added(extended.paths, built.paths)).toEqual([
      '/api/rest/v0/entity-relations/download-url',
      '/storage/{exportId}/entity-relations.csv',
    ])
  })

  test('brings its own schemas', () => {
    expect(added(extended.components?.schemas, built.components?.schemas)).toEqual([
      'EntityRelationsFile',
      'EntityRelationsRow',
    ])
  })

  test('keeps the document free of findings', async () => {
    const text = stringify(extended)
    expect([...(await redoclyFindings(text)), ...(await spectralFindings(text))]).toEqual([])
  })
})

function rowOf(columns: readonly Column[]): Readonly<Record<string, string>> {
  return Object.fromEntries(columns.map(({ name, format }) => [name, format.examples[0]]))
}

function without(name: string, row: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(row).filter(([key]) => key !== name))
}

function pairsOf(columns: readonly Column[]): readonly [name: string, partner: string][] {
  return columns.flatMap(({ name, pair }): [string, string][] => (pair ? [[name, pair.column]] : []))
}

function jsonColumnsOf(columns: readonly Column[]): readonly Column[] {
  return columns.filter(({ format }) => format.kind === 'json')
}

function added(after: object = {}, before: object = {}): readonly string[] {
  return Object.keys(after).filter((key) => !Object.hasOwn(before, key))
}
