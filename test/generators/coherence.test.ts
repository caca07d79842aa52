import { beforeAll, describe, expect, test } from 'vitest'
import { defaultReferenceTime } from '../../generators/index.ts'
import { type CsvRecord, recordsFor, valuesOf } from '../support/csv-files.ts'
import { groupBy } from '../support/group-by.ts'
import { timeOfUlid } from '../support/ulid.ts'

let requests: readonly CsvRecord[]
let roles: readonly CsvRecord[]
let items: readonly CsvRecord[][]

beforeAll(async () => {
  requests = await recordsFor('requests', { rows: 20_000 })
  roles = await recordsFor('rbac2', { rows: 5000 })
  items = [...groupBy(requests, (record) => record['Request ID']).values()]
})

const appOf = (id: string) => id.split('/')[0]!
const secondsOf = (cell: string) => Date.parse(`${cell.replace(' ', 'T')}Z`) / 1000
const filled = (records: readonly CsvRecord[], ...columns: string[]) =>
  records.filter((record) => columns.every((column) => record[column] !== ''))
/** The values of one column for which another has more than one. */
const ambiguous = (records: readonly CsvRecord[], key: string, column: string) =>
  [...groupBy(filled(records, key), (record) => record[key])].filter(
    ([, list]) => new Set(list.map((record) => record[column])).size > 1,
  )

describe('both datasets tell of one company', () => {
  test('whoever holds a role is an employee who appears in requests', () => {
    const employees = valuesOf(requests, 'Requester', 'Work Email', 'Reference')
    const holders = valuesOf(roles, 'Employee Email', 'Identity Username')
    expect([...holders].filter((email) => !employees.has(email))).toEqual([])
    expect(holders.size).toBeGreaterThan(100)
  })

  test('another seed is another company', async () => {
    const others = valuesOf(await recordsFor('requests', { seed: 43 }), 'Requester')
    expect([...valuesOf(requests, 'Requester')].filter((email) => others.has(email))).toEqual([])
  })

  test('whatever integration a role belongs to, access to it is requested', () => {
    const requested = valuesOf(requests, 'App ID')
    const integrations = [...valuesOf(roles, 'Integration')]
    expect(integrations.filter((id) => !requested.has(id))).toEqual([])
    expect(new Set(integrations.map(appOf)).size).toBe(10)
  })

  test.each([
    ['Connection', 'Connection Type'],
    ['Resource', 'Resource Type'],
    ['Privilege Name', 'Privilege Value'],
  ])('whatever %s a role opens can be requested of the same integration', (name, type) => {
    const keys = (records: readonly CsvRecord[], id: string) =>
      new Set(filled(records, id, name).map((record) => [record[id], record[name], record[type]].join('|')))
    const requested = keys(requests, 'App ID')
    const opened = [...keys(roles, 'Integration')]
    expect(opened.length).toBeGreaterThan(50)
    expect(opened.filter((key) => !requested.has(key))).toEqual([])
  })

  const kinds = {
    github: ['team', 'repository'],
    google: ['group', 'drive'],
    aws: ['group', 'account'],
    datadog: ['role', 'dashboard'],
    okta: ['group', 'application'],
    slack: ['channel', 'workspace'],
    salesforce: ['profile', 'object'],
    jira: ['group', 'project'],
    snowflake: ['role', 'warehouse'],
    azure: ['role', 'subscription'],
  }

  test.each(Object.entries(kinds))('%s has connections and resources of its own kinds: %j', (app, kinds) => {
    const [connection, resource] = kinds
    const ofApp = [...requests, ...roles].filter((record) => appOf(record['App ID'] ?? record.Integration!) === app)
    expect(valuesOf(ofApp, 'Connection Type')).toEqual(new Set([connection]))
    expect(valuesOf(ofApp, 'Resource Type')).toEqual(new Set([resource]))
  })
})

describe('one request', () => {
  test('spans from one to six rows, which stand together', () => {
    expect(new Set(items.map((rows) => rows.length))).toEqual(new Set([1, 2, 3, 4, 5, 6]))
    expect(items.flat()).toEqual(requests)
  })

  test.each([
    'Requester',
    'Username',
    'Work Email',
    'Reference',
    'Duration',
    'Expiration Date',
    'Source',
    'Source ID',
    'App ID',
    'Type',
    'Metadata',
    'Scheduled Date',
    'Entity Review ID',
    'Purpose ID',
    'Purpose Review ID',
  ])('has one %s', (column) => {
    expect(ambiguous(requests, 'Request ID', column)).toEqual([])
  })

  test('has an id that no other has', async () => {
    const long = await recordsFor('requests', { rows: 100_000 })
    const beginnings = long.filter((record, row) => record['Request ID'] !== long[row - 1]?.['Request ID'])
    expect(valuesOf(long, 'Request ID').size).toBe(beginnings.length)
  })

  test('is limited by a duration, by a date, or not at all; never by both', () => {
    const limits = new Set(requests.map((r) => `${r.Duration === ''} ${r['Expiration Date'] === ''}`))
    expect(limits).toEqual(new Set(['false true', 'true false', 'true true']))
  })

  test('has a source and the id there, or neither', () => {
    expect(requests.filter((record) => (record.Source === '') !== (record['Source ID'] === ''))).toEqual([])
  })

  test('asks for a privilege only on a resource', () => {
    expect(filled(requests, 'Privilege Name').filter((record) => record.Resource === '')).toEqual([])
  })

  test('expires and is scheduled after it was made', () => {
    const late = requests.filter((record) => {
      const made = timeOfUlid(record['Request ID']!) / 1000
      return secondsOf(record['Expiration Date']!) < made || secondsOf(record['Scheduled Date']!) < Math.floor(made)
    })
    expect(late).toEqual([])
  })

  test('has metadata that name its app, and its reference as the model', () => {
    const contradicting = requests.filter((record) => {
      const { integration_to_scim_payload: payload, ...model } = JSON.parse(record.Metadata!)
      const { reference_department: department, reference_employee: employee, reference_title: title } = model
      const models = { department, employee, title }
      const given = Object.entries(models).filter(([, value]) => value !== null)
      return (
        !Object.keys(payload).some((key) => appOf(key) === appOf(record['App ID']!)) ||
        (employee ?? '') !== record.Reference ||
        given.length > 1 ||
        (given[0]?.[0] ?? null) !== model.reference_type
      )
    })
    expect(contradicting).toEqual([])
  })

  test('grants more often than it revokes', () => {
    const grants = requests.filter((record) => record['Request Type'] === 'grant').length / requests.length
    expect(grants).toBeGreaterThan(0.6)
    expect(grants).toBeLessThan(0.9)
  })

  test('names now the integration, now only its app', () => {
    const bare = requests.filter((record) => !record['App ID']!.includes('/')).length / requests.length
    expect(bare).toBeGreaterThan(0.05)
    expect(bare).toBeLessThan(0.2)
  })
})

describe('an employee', () => {
  test('has one name', () => {
    expect(ambiguous(requests, 'Requester', 'Username')).toEqual([])
  })

  test('asks for others and for themselves', () => {
    const forThemselves = requests.filter((record) => record.Requester === record['Work Email']).length
    expect(forThemselves).toBeGreaterThan(0)
    expect(forThemselves).toBeLessThan(requests.length / 2)
  })

  test('is known to an app by the e-mail address, where a row has both', () => {
    expect(ambiguous(roles, 'Employee Email', 'Identity Username')).toEqual([])
    expect(filled(roles, 'Employee Email').every((r) => r['Employee Email'] === r['Identity Username'])).toBe(true)
  })
})

describe('one role', () => {
  test.each(['Name', 'Value', 'Integration', 'Metadata'])('has one %s', (column) => {
    expect(ambiguous(roles, 'ID', column)).toEqual([])
  })

  test('is held by different people', () => {
    const held = groupBy(filled(roles, 'ID'), (record) => record.ID)
    const twice = [...held].filter(([, rows]) => valuesOf(rows, 'Identity Username').size < rows.length)
    expect(twice).toEqual([])
  })
})

describe('nothing that is past lies after the reference time', () => {
  const newest = (records: readonly CsvRecord[], column: string, timeOf: (cell: string) => number) =>
    [...valuesOf(records, column)].reduce((latest, cell) => Math.max(latest, timeOf(cell)), 0)

  test.each(['Request ID', 'Entity Review ID', 'Purpose ID', 'Purpose Review ID'])('%s of a request', (column) => {
    expect(newest(requests, column, timeOfUlid)).toBeLessThanOrEqual(defaultReferenceTime)
  })

  test('Provision Date of a request', () => {
    const latest = newest(requests, 'Provision Date', secondsOf)
    expect(latest * 1000).toBeLessThanOrEqual(defaultReferenceTime)
    expect(latest).toBeGreaterThan(0)
  })

  test('ID of a role', () => {
    expect(newest(roles, 'ID', timeOfUlid)).toBeLessThanOrEqual(defaultReferenceTime)
  })

  test('ID of a role that was made in the last second, of which this seed has one', async () => {
    const sixthRow = (await recordsFor('rbac2', { seed: 3_665_212, rows: 7 }))[6]!
    expect(timeOfUlid(sixthRow.ID!)).toBeGreaterThan(defaultReferenceTime - 1000)
    expect(timeOfUlid(sixthRow.ID!)).toBeLessThan(defaultReferenceTime)
  })

  test.each([
    ['App ID of a request', 'App ID'],
    ['Integration of a role', 'Integration'],
  ])('the ULID in %s', (_, column) => {
    const timeOf = (cell: string) => (cell.includes('/') ? timeOfUlid(cell.split('/')[1]!) : 0)
    expect(
      newest(
        [...requests, ...roles].filter((record) => column in record),
        column,
        timeOf,
      ),
    ).toBeLessThanOrEqual(defaultReferenceTime)
  })

  test('Label of a role, which is updated no earlier than it is created', () => {
    const labels = [...valuesOf(roles, 'Label')].flatMap((cell) => JSON.parse(cell))
    const wrong = labels.filter(
      ({ created_at, updated_at }) =>
        !(0 < created_at && created_at <= updated_at && updated_at * 1000 <= defaultReferenceTime),
    )
    expect(wrong).toEqual([])
    expect(labels.length).toBeGreaterThan(10)
  })
})
