import { describe, expect, test } from 'vitest'
import { cellKit } from '../../generators/cells.ts'
import { defaultDialect, defaultReferenceTime } from '../../generators/index.ts'
import { makeTenant } from '../../generators/tenant.ts'

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
  const namesakes = tenantOf(6).employees.filter(({ name }) => name.value === 'Devon Rau')
  expect(namesakes.map(({ handle }) => handle.value)).toEqual(['devon.rau', 'devon.rau2'])
})

test('is the same company in every dialect', () => {
  const values = (dialect = defaultDialect) =>
    tenantOf(3, dialect).employees.map(({ name, email }) => [name.value, email.value])
  expect(values({ ...defaultDialect, quoting: 'always', lineEnd: 'crlf' })).toEqual(values())
})
