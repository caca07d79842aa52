import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { type App, apps } from '../../generators/apps.ts'
import { cellKit } from '../../generators/cells.ts'
import * as company from '../../generators/company.ts'
import { defaultDialect, defaultReferenceTime } from '../../generators/index.ts'
import { type Integration, makeTenant, type Role } from '../../generators/tenant.ts'

const tenantOf = (seed: number, dialect = defaultDialect) => makeTenant(seed, defaultReferenceTime, cellKit(dialect))
const seeds = Array.from({ length: 20 }, (_, index) => index * 1009)

describe.each(seeds)('the company of seed %d', (seed) => {
  const { employees, integrations, roles } = tenantOf(seed)
  const emails = employees.map(({ email }) => email.value)

  test('gives no two employees one e-mail address, and all of them one domain', () => {
    expect(new Set(emails).size).toBe(employees.length)
    expect(new Set(emails.map((email) => email.split('@')[1])).size).toBe(1)
  })

  test('has addresses that every mail program understands, in a domain that nobody owns (RFC 2606)', () => {
    const strange = emails.filter(
      (email) => !/^[a-z0-9]+(?:[.-][a-z0-9]+)*@[a-z0-9]+(?:-[a-z0-9]+)*\.example$/.test(email),
    )
    expect(strange).toEqual([])
  })

  test('has integrations of every app, each with an id of its own', () => {
    expect(new Set(integrations.map(({ id }) => id.value)).size).toBe(integrations.length)
    expect(new Set(integrations.map(({ app }) => app.value)).size).toBe(10)
  })

  test('has roles that open connections of their own integration', () => {
    expect(roles.filter(({ integration, connection }) => !integration.connections.includes(connection))).toEqual([])
  })
})

test('namesakes are told apart by a number, as the two of this company', () => {
  const namesakes = tenantOf(4).employees.filter(({ name }) => name.value === 'Murilo Albuquerque')
  expect(namesakes.map(({ handle }) => handle.value)).toEqual(['murilo.albuquerque', 'murilo.albuquerque2'])
})

test('is the same company in every dialect', () => {
  const values = (dialect = defaultDialect) =>
    tenantOf(3, dialect).employees.map(({ name, email }) => [name.value, email.value])
  expect(values({ ...defaultDialect, quoting: 'always', lineEnd: 'crlf' })).toEqual(values())
})

describe('every part draws from a stream of its own, so', () => {
  /** The values of a tenant's parts, made with some lists exchanged for others. */
  async function tenantWith(lists: { apps?: object; company?: object }) {
    onTestFinished(() => {
      vi.doUnmock('../../generators/apps.ts')
      vi.doUnmock('../../generators/company.ts')
      vi.resetModules()
    })
    vi.resetModules()
    vi.doMock('../../generators/apps.ts', () => ({ apps, ...lists.apps }))
    vi.doMock('../../generators/company.ts', () => ({ ...company, ...lists.company }))
    const { makeTenant } = await import('../../generators/tenant.ts')
    return makeTenant(1, defaultReferenceTime, cellKit(defaultDialect))
  }
  const newApp: App = { ...apps[0]!, app: 'new-app' }
  const isOld = ({ app }: { app: { value: string } }) => app.value !== newApp.app

  test.each([
    ['before', [newApp, ...apps]],
    ['behind', [...apps, newApp]],
  ])('an app %s the others leaves all but the payloads alone, which name several apps', async (_, changed) => {
    const grown = await tenantWith({ apps: { apps: changed } })
    const withoutPayloads = (integrations: readonly Integration[]) =>
      integrations.map((integration) => ({ ...integration, payloads: undefined }))
    const roles = (all: readonly Role[]) => all.map((role) => ({ ...role, integration: role.integration.id.value }))

    const { integrations, roles: before, ...others } = tenantOf(1)
    expect(grown.integrations).toHaveLength(integrations.length + 2)
    expect(withoutPayloads(grown.integrations.filter(isOld))).toEqual(withoutPayloads(integrations))
    expect(roles(grown.roles.filter(({ integration }) => isOld(integration)))).toEqual(roles(before))
    expect(grown).toMatchObject(others)
  })

  test('a source before the others changes nothing else', async () => {
    const { sources, ...others } = await tenantWith({
      company: { sources: [{ name: 'new-source', id: '##' }, ...company.sources] },
    })
    expect({ ...others, sources: sources.slice(1) }).toEqual(tenantOf(1))
  })

  test('a label before the others changes nothing else', async () => {
    const newLabel = { key: 'identity/new', text: 'new', types: ['New'] }
    const { labels, ...others } = await tenantWith({ company: { labels: [newLabel, ...company.labels] } })
    expect({ ...others, labels: labels.slice(3) }).toEqual(tenantOf(1))
  })

  test('two integrations of one app are as different as those of two', () => {
    const { integrations } = tenantOf(1)
    const names = integrations.map(({ connections }) => connections.map(({ name }) => name.value).join())
    expect(new Set(names).size).toBe(integrations.length)
  })
})
