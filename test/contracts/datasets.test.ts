import { describe, expect, test } from 'vitest'
import {
  type Column,
  type Dataset,
  datasetSlugs,
  datasets,
  isDatasetSlug,
  notEmulatedYet,
  openQuestions,
} from '../../contracts/index.ts'

// Typed in from the two documentation pages, not taken from the contract: that is what it is held against.
const documented: Record<
  string,
  { path: string; body: string[]; header: string; optional: string[]; pairs: string[] }
> = {
  requests: {
    path: 'requests/download-url',
    body: ['includeCompleted'],
    header:
      'Request ID*,Requester*,Username*,Work Email*,Reference,Duration,Expiration Date,Provision Date,Source,' +
      'Source ID,Request Type,App ID,Connection,Connection Type,Resource,Resource Type,Privilege Name,' +
      'Privilege Value,Type*,Metadata*,Scheduled Date,Entity Review ID,Purpose ID,Purpose Review ID',
    // All columns but these are Required by their definitions: Request Type and App ID too, although without a star.
    optional: [
      'Reference',
      'Duration',
      'Expiration Date',
      'Provision Date',
      'Source',
      'Source ID',
      'Connection',
      'Connection Type',
      'Resource',
      'Resource Type',
      'Privilege Name',
      'Privilege Value',
      'Scheduled Date',
      'Entity Review ID',
      'Purpose ID',
      'Purpose Review ID',
    ],
    pairs: [
      'Connection ⇔ Connection Type, documented',
      'Resource ⇔ Resource Type, documented',
      'Privilege Name ⇔ Privilege Value, documented',
    ],
  },
  rbac2: {
    path: 'rbac2/download-url',
    body: [],
    header:
      'ID,Name,Value,Integration,Employee Email,Identity Username*,Connection,Connection Type,Resource,' +
      'Resource Type,Privilege Name,Privilege Value,Label,Metadata',
    optional: [
      'ID',
      'Name',
      'Value',
      'Integration',
      'Employee Email',
      'Connection',
      'Connection Type',
      'Resource',
      'Resource Type',
      'Privilege Name',
      'Privilege Value',
      'Label',
      'Metadata',
    ],
    // This page says of each of the six that it is optional, and nothing of pairs.
    pairs: [
      'Connection ⇔ Connection Type, inferred',
      'Resource ⇔ Resource Type, inferred',
      'Privilege Name ⇔ Privilege Value, inferred',
    ],
  },
}

const all = Object.values<Dataset>(datasets)
const columns = all.flatMap(({ slug, download }) => download.columns.map((column) => ({ slug, ...column })))
const columnOf = (slug: string, name: string): Column => columns.find((c) => c.slug === slug && c.name === name)!

describe.each(all)('$slug', ({ slug, download }) => {
  const page = documented[slug]!
  const names = download.columns.map(({ name }) => name)

  test('is downloaded from the documented path', () => {
    expect(download.path).toBe(page.path)
  })

  test('takes the documented body parameters', () => {
    expect(download.body.map(({ name }) => name)).toEqual(page.body)
  })

  test('has the header row of the sample, in its order', () => {
    expect(download.columns.map(({ header }) => header).join(',')).toBe(page.header)
  })

  test('leaves optional what the definitions leave optional, and requires the rest', () => {
    const optional = download.columns.filter(({ required }) => required === 'optional')
    expect(optional.map(({ name }) => name)).toEqual(page.optional)
  })

  test('pairs the columns that must be filled together', () => {
    const pairs = download.columns.flatMap(({ name, pair }) =>
      pair === undefined || names.indexOf(pair.column) < names.indexOf(name)
        ? []
        : [`${name} ⇔ ${pair.column}, ${pair.basis}`],
    )
    expect(pairs).toEqual(page.pairs)
  })

  test('names no column twice', () => {
    expect(new Set(names).size).toBe(names.length)
  })

  test('has open questions with ids of their own', () => {
    const ids = openQuestions({ slug, title: '', download }).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe.each(columns)('$slug, $name', ({ name, header, format, required, description }) => {
  test('is printed as its name, with a star only where it is required', () => {
    expect(required === 'required' ? [name, `${name}*`] : [name]).toContain(header)
  })

  test('has a format that accepts its own examples', () => {
    expect(format.examples.filter((example) => !format.accepts(example))).toEqual([])
  })

  test('is described by a sentence', () => {
    expect(description).toMatch(/^[A-Z].*\.$/)
  })
})

const starless = columns.filter(({ required, name, header }) => required === 'required' && header === name)

test.each(starless)('$slug, $name: is required without a star, and a note says so', ({ contradiction }) => {
  expect(contradiction?.documentation).toMatch(/no star/)
})

const paired = columns.filter(({ pair }) => pair !== undefined)

test.each(paired)('$slug, $name: its pair points back, on the same grounds', ({ slug, name, pair }) => {
  expect(columnOf(slug, pair!.column).pair).toEqual({ column: name, basis: pair!.basis })
})

describe('contradictions of the documentation stand beside their column', () => {
  test.each([
    ['requests', 'Username', /full name.*handle/],
    ['requests', 'Work Email', /always required.*not the requester/],
    ['requests', 'Duration', /68m0s/],
    ['requests', 'Expiration Date', /one date.*could stand in three columns/],
    ['requests', 'Request Type', /Required.*no star/],
    ['requests', 'App ID', /Required.*no star.*bare app/],
    ['requests', 'Type', /employee_request.*update_entity/],
    ['requests', 'Metadata', /empty JSON string as a single quote: not JSON/],
    ['rbac2', 'Value', /looks like JSON but is not/],
    ['rbac2', 'Employee Email', /one address.*could stand here or under Identity Username/],
    ['rbac2', 'Identity Username', /user name.*e-mail address/],
    ['rbac2', 'Label', /not JSON.*empty strings lost a quote/],
  ])('%s, %s', (slug, name, says) => {
    expect(columnOf(slug, name).contradiction).toMatchObject({
      documentation: expect.stringMatching(says),
      goesBy: expect.stringMatching(/\.$/),
    })
  })

  test('and on some of them a user can take the other side', () => {
    const questions = all.flatMap((dataset) =>
      openQuestions(dataset).map(({ id, readings }) => [`${dataset.slug}.${id}`, ...readings]),
    )
    expect(questions).toEqual([
      ['requests.username', 'full-name', 'handle'],
      ['rbac2.value', 'json', 'bare-words'],
      ['rbac2.identity-username', 'email', 'handle'],
    ])
  })
})

describe('what the samples of the documentation hold is accepted, where it is well-formed', () => {
  test.each([
    ['requests', 'Request ID', '01H9VNFTZD1T44TCSKGEBWNTZD'],
    ['requests', 'Request ID', '01H9TT26TBD20AW5NGB3X5MFTP'],
    ['requests', 'Request ID', '01H9T8PDBF8MZ9WTFYG2622Q91'],
    ['requests', 'Request ID', '01H9TTPDBF8MZ9WTFYG2322H91'],
    ['requests', 'Requester', 'ayden@email.com'],
    ['requests', 'Username', 'ayden'],
    ['requests', 'Work Email', 'james@email.com'],
    ['requests', 'Reference', 'sam@email.com'],
    ['requests', 'Duration', '68m0s'],
    ['requests', 'Duration', '45m0s'],
    ['requests', 'Duration', '1h'],
    ['requests', 'Duration', '60m'],
    ['requests', 'Expiration Date', '2023-09-22 18:30:00'],
    ['requests', 'Request Type', 'grant'],
    ['requests', 'Request Type', 'revoke'],
    ['requests', 'App ID', 'github/01H965ZRNQHAS2B8GKJA85X75D'],
    ['requests', 'App ID', 'aws/01GG223987S15JVJAR17GS3SQT'],
    ['requests', 'App ID', 'google'],
    ['requests', 'Privilege Value', 'true'],
    ['requests', 'Type', 'employee_request'],
    ['requests', 'Type', 'update_entity'],
    ['rbac2', 'ID', '01H90W5FM2RY663D6AFNG9HEJ9'],
    ['rbac2', 'Integration', 'google/01H90W5FM2RY663D6AFNG9HEJ9'],
    ['rbac2', 'Employee Email', 'adam.williams@balkan.id'],
    ['rbac2', 'Identity Username', 'adam.williams@balkan.id'],
    ['rbac2', 'Metadata', '{"summary":"This is a summary"}'],
  ])('%s, %s: %s', (slug, name, sample) => {
    expect(columnOf(slug, name).format.accepts(sample)).toBe(true)
  })

  test.each([
    ['requests', 'Metadata', '{"integration_to_scim_payload":{"aws/214195":{"username":"}}}'],
    ['rbac2', 'Value', '[ {department: engineering, job-title: engineer, ratio: 0.90 } ]'],
    ['rbac2', 'Label', '[{ "key": "entitlement/outlier", "created_at":datetime bigint, "source":"}]'],
    ['rbac2', 'Integration', 'google'],
  ])('%s, %s: not %s', (slug, name, sample) => {
    expect(columnOf(slug, name).format.accepts(sample)).toBe(false)
  })
})

describe('the list of datasets', () => {
  test('has every dataset under its own slug', () => {
    expect(all.map(({ slug }) => slug)).toEqual(datasetSlugs)
  })

  test('and the datasets still to come make the 27 of the documentation', () => {
    expect(new Set([...datasetSlugs, ...notEmulatedYet]).size).toBe(27)
  })

  test.each([
    ['requests', true],
    ['rbac2', true],
    ['rbac', false],
    ['Requests', false],
    ['toString', false], // what every object has is no dataset
  ])('isDatasetSlug(%j) is %s', (slug, expected) => {
    expect(isDatasetSlug(slug)).toBe(expected)
  })
})
