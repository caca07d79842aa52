import {
  base,
  de,
  en,
  es,
  Faker,
  fr,
  generateMersenne32Randomizer,
  pl,
  pt_BR,
  type Randomizer,
  sv,
} from '@faker-js/faker'
import { type App, apps } from './apps.ts'
import type { Cell, CellKit, Piece } from './cells.ts'
import * as company from './company.ts'

export interface Employee {
  readonly name: Cell
  readonly email: Cell
  readonly handle: Cell
  /** The end of a request's metadata that names this employee as its model. */
  readonly asReference: Piece
}

export interface Entitlement {
  readonly name: Cell
  readonly type: Cell
}

export interface Privilege {
  readonly name: Cell
  readonly value: Cell
}

export interface Role {
  readonly name: Cell
  readonly integration: Integration
  readonly connection: Entitlement
  readonly value: Cell
  /** `value` as the documentation's sample writes it: no quotes around keys and words. */
  readonly bareValue: Cell
  readonly metadata: Cell
}

export interface Integration {
  /** `github/<ULID>` */
  readonly id: Cell
  /** `github` */
  readonly app: Cell
  readonly connections: readonly Entitlement[]
  readonly resources: readonly Entitlement[]
  readonly privileges: readonly Privilege[]
  /** Beginnings of a request's metadata: what provisioning sends to this integration and some others. */
  readonly payloads: readonly Piece[]
}

/** The fictitious company that fills every dataset. What many rows repeat is encoded here, once. */
export interface Tenant {
  readonly employees: readonly Employee[]
  readonly integrations: readonly Integration[]
  readonly roles: readonly Role[]
  readonly reasons: readonly Piece[]
  /** Ends of a request's metadata that name a department, a title, or nothing as its model. */
  readonly otherReferences: readonly Piece[]
  readonly sources: readonly { readonly name: Cell; readonly ids: readonly Cell[] }[]
  readonly durations: readonly Cell[]
  readonly labels: readonly Cell[]
}

const size = {
  employees: 480,
  integrationsPerApp: 2,
  rolesPerIntegration: 6,
  payloadsPerIntegration: 4,
  idsPerSource: 250,
}

/**
 * Makes the company with faker, from the seed alone: the same one for all datasets, row counts and machines.
 * @param referenceTime milliseconds since 1970; dates and ULIDs count back from it
 */
export function makeTenant(seed: number, referenceTime: number, kit: CellKit): Tenant {
  const randomizer = generateMersenne32Randomizer()
  const faker = new Faker({ locale: [en, base], randomizer })
  faker.seed(seed)
  faker.setDefaultRefDate(referenceTime)
  const word = () => faker.word.noun({ length: { min: 4, max: 9 }, strategy: 'closest' })
  const fill = (template: string) =>
    template
      .replaceAll('{department}', () => faker.helpers.arrayElement(company.departments).name)
      .replaceAll('{word}', word)
  const several = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)

  const domain = `${asciiHandle(faker.company.name().split(/[ ,]/)[0]!)}.example`
  const employees = makeEmployees(faker, randomizer, domain, kit)

  const booleans = ['true', 'false'].map((value) => kit.cell(value))
  const connected = apps.flatMap((app) =>
    several(size.integrationsPerApp, () => ({ app, number: faker.string.numeric(6) })),
  )
  const integrations = connected.map(({ app, number }): Integration => {
    const entitlements = (type: string, templates: readonly string[]) => {
      const typeCell = kit.cell(type)
      return several(12, () => fill(faker.helpers.arrayElement(templates))).map((name) => ({
        name: kit.cell(name),
        type: typeCell,
      }))
    }
    return {
      // No ULID can say a time before 1970, where a reference time near it would lead.
      id: kit.cell(
        `${app.app}/${faker.string.ulid({ refDate: Math.max(0, faker.date.past({ years: 3 }).getTime()) })}`,
      ),
      app: kit.cell(app.app),
      connections: entitlements(app.connectionType, app.connections),
      resources: entitlements(app.resourceType, app.resources),
      privileges: app.privileges.flatMap((name) => booleans.map((value) => ({ name: kit.cell(name), value }))),
      payloads: several(size.payloadsPerIntegration, () => {
        const others = faker.helpers.arrayElements(connected, { min: 2, max: 3 })
        return kit.piece(
          `{"integration_to_scim_payload":${scimPayload([{ app, number }, ...others])},"reason":`,
          'opening',
        )
      }),
    }
  })

  const referenceSeconds = Math.floor(referenceTime / 1000)
  return {
    employees,
    integrations,
    roles: integrations.flatMap((integration) =>
      several(size.rolesPerIntegration, () => makeRole(faker, integration, fill, kit)),
    ),
    reasons: company.reasons.map((reason) => kit.piece(JSON.stringify(reason))),
    otherReferences: [
      kit.piece(referenceTail({}), 'closing'),
      ...company.departments.flatMap(({ name, titles }) => [
        kit.piece(referenceTail({ department: name }), 'closing'),
        ...titles.map((title) => kit.piece(referenceTail({ title }), 'closing')),
      ]),
    ],
    sources: company.sources.map(({ name, id }) => ({
      name: kit.cell(name),
      ids: several(size.idsPerSource, () => kit.cell(faker.helpers.replaceSymbols(id))),
    })),
    durations: company.durations.map(kit.cell),
    labels: company.labels.flatMap(({ key, text, types }) =>
      types.flatMap((type) =>
        several(3, () => {
          const createdAt = referenceSeconds - faker.number.int({ min: 86_400, max: 40_000_000 })
          const updatedAt = faker.number.int({ min: createdAt, max: referenceSeconds })
          const explanation = `${type}: found by comparing "${word()}" with its peers.`
          const value = { text, version: '', type, explanation }
          return kit.cell(JSON.stringify([{ key, value, created_at: createdAt, updated_at: updatedAt, source: '' }]))
        }),
      ),
    ),
  }
}

function makeEmployees(faker: Faker, randomizer: Randomizer, domain: string, kit: CellKit): readonly Employee[] {
  // Most names are English, the rest have letters that a client must not garble. All share one source of randomness.
  const abroad = [de, es, fr, pl, pt_BR, sv].map((locale) => new Faker({ locale: [locale, en, base], randomizer }))
  const taken = new Map<string, number>()
  return Array.from({ length: size.employees }, () => {
    const from = faker.datatype.boolean(0.6) ? faker : faker.helpers.arrayElement(abroad)
    const name = `${from.person.firstName()} ${from.person.lastName()}`
    const plain = name.split(' ').map(asciiHandle).join('.')
    const namesakes = taken.get(plain) ?? 0
    taken.set(plain, namesakes + 1)
    const handle = namesakes === 0 ? plain : `${plain}${namesakes + 1}`
    const email = `${handle}@${domain}`
    return {
      name: kit.cell(name),
      email: kit.cell(email),
      handle: kit.cell(handle),
      asReference: kit.piece(referenceTail({ employee: email }), 'closing'),
    }
  })
}

function makeRole(faker: Faker, integration: Integration, fill: (template: string) => string, kit: CellKit): Role {
  const { name: department, titles } = faker.helpers.arrayElement(company.departments)
  const suits = faker.helpers.arrayElements(titles, { min: 1, max: 2 }).map((title) => ({
    department: department.toLowerCase(),
    'job-title': title.toLowerCase(),
    ratio: faker.number.int({ min: 50, max: 100 }) / 100,
  }))
  const bare = suits.map(
    (s) => `{department: ${s.department}, job-title: ${s['job-title']}, ratio: ${s.ratio.toFixed(2)} }`,
  )
  const level = faker.helpers.arrayElement(['reader', 'editor', 'operator', 'developer', 'administrator'])
  const connection = faker.helpers.arrayElement(integration.connections)
  return {
    name: kit.cell(fill(faker.helpers.arrayElement([level, `${integration.app.value} ${level}`, `{word} ${level}`]))),
    integration,
    connection,
    value: kit.cell(JSON.stringify(suits)),
    bareValue: kit.cell(`[ ${bare.join(', ')} ]`),
    metadata: kit.cell(
      JSON.stringify({ summary: `As ${level} of ${connection.name.value}, for ${department} in the first place` }),
    ),
  }
}

function scimPayload(integrations: readonly { readonly app: App; readonly number: string }[]): string {
  return JSON.stringify(
    Object.fromEntries(
      integrations
        .map(
          ({ app, number }) =>
            [`${app.app}/${number}`, Object.fromEntries(app.scimFields.map((field) => [field, '']))] as const,
        )
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  )
}

function referenceTail(model: { department?: string; employee?: string; title?: string }): string {
  const { department = null, employee = null, title = null } = model
  const type = Object.keys(model)[0] ?? null
  const members = {
    reference_department: department,
    reference_employee: employee,
    reference_title: title,
    reference_type: type,
  }
  return `,${JSON.stringify(members).slice(1)}`
}

/** The letters of a name as e-mail addresses and domains have them: lower case, without accents, ASCII. */
function asciiHandle(name: string): string {
  const letters = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd' } as Record<string, string>
  return name
    .toLowerCase()
    .replace(/[ßæœøłđ]/g, (letter) => letters[letter]!)
    .normalize('NFD')
    .replace(/[^a-z0-9-]/g, '')
}
