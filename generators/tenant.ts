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
import { fnv1a } from './draw.ts'

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

/** Sets the faker to the start of a part's own stream, which follows from seed and name; good until the next part's. */
type FakerFor = (part: string) => Faker

/**
 * Makes the company with faker, from the seed alone: the same one for all datasets, row counts and machines. Every part
 * has a stream of its own, so that whatever is added later, in a part of its own, changes no data that exist.
 * @param referenceTime milliseconds since 1970; dates and ULIDs count back from it
 */
export function makeTenant(seed: number, referenceTime: number, kit: CellKit): Tenant {
  const randomizer = generateMersenne32Randomizer()
  const faker = new Faker({ locale: [en, base], randomizer })
  faker.setDefaultRefDate(referenceTime)
  // One faker that is seeded anew: to make one for each part takes longer.
  const fakerFor: FakerFor = (part) => {
    faker.seed(fnv1a(`${seed}/${part}`) >>> 0)
    return faker
  }

  const domain = `${asciiHandle(fakerFor('company').company.name().split(/[ ,]/)[0]!)}.example`
  const employees = makeEmployees(fakerFor('employees'), randomizer, domain, kit)
  const connected = apps.flatMap((app) =>
    several(size.integrationsPerApp, (index): Connected => {
      const path = `${app.app}/${index}`
      return { app, path, number: fakerFor(`numbers/${path}`).string.numeric(6) }
    }),
  )
  const integrations = connected.map((it) => makeIntegration(it, connected, fakerFor, kit))
  return {
    employees,
    integrations,
    roles: integrations.flatMap((integration, at) => {
      const drawn = fakerFor(`roles/${connected[at]!.path}`)
      return several(size.rolesPerIntegration, () => makeRole(drawn, integration, kit))
    }),
    reasons: company.reasons.map((reason) => kit.piece(JSON.stringify(reason))),
    otherReferences: [
      kit.piece(referenceTail({}), 'closing'),
      ...company.departments.flatMap(({ name, titles }) => [
        kit.piece(referenceTail({ department: name }), 'closing'),
        ...titles.map((title) => kit.piece(referenceTail({ title }), 'closing')),
      ]),
    ],
    sources: company.sources.map(({ name, id }) => {
      const { helpers } = fakerFor(`sources/${name}`)
      return { name: kit.cell(name), ids: several(size.idsPerSource, () => kit.cell(helpers.replaceSymbols(id))) }
    }),
    durations: company.durations.map(kit.cell),
    labels: company.labels.flatMap((label) =>
      makeLabels(fakerFor(`labels/${label.key}`), label, Math.floor(referenceTime / 1000), kit),
    ),
  }
}

function several<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index))
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

/** An app that the company has connected, `path` (`github/0`) being its name in streams and `number` in payloads. */
interface Connected {
  readonly app: App
  readonly path: string
  readonly number: string
}

function makeIntegration(
  connected: Connected,
  all: readonly Connected[],
  fakerFor: FakerFor,
  kit: CellKit,
): Integration {
  const { app, path } = connected
  const faker = fakerFor(`integrations/${path}`)
  const entitlements = (type: string, templates: readonly string[]) => {
    const typeCell = kit.cell(type)
    return several(12, () => ({
      name: kit.cell(fill(faker, faker.helpers.arrayElement(templates))),
      type: typeCell,
    }))
  }
  // No ULID can say a time before 1970, where a reference time near it would lead.
  const connectedAt = Math.max(0, faker.date.past({ years: 3 }).getTime())
  const booleans = ['true', 'false'].map((value) => kit.cell(value))
  const own = {
    id: kit.cell(`${app.app}/${faker.string.ulid({ refDate: connectedAt })}`),
    app: kit.cell(app.app),
    connections: entitlements(app.connectionType, app.connections),
    resources: entitlements(app.resourceType, app.resources),
    privileges: app.privileges.flatMap((name) => booleans.map((value) => ({ name: kit.cell(name), value }))),
  }
  // Last and by themselves, since they are all of an integration that depends on which others there are.
  const { helpers } = fakerFor(`payloads/${path}`)
  const payloads = several(size.payloadsPerIntegration, () => {
    const others = helpers.arrayElements(all, { min: 2, max: 3 })
    return kit.piece(`{"integration_to_scim_payload":${scimPayload([connected, ...others])},"reason":`, 'opening')
  })
  return { ...own, payloads }
}

function makeRole(faker: Faker, integration: Integration, kit: CellKit): Role {
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
    name: kit.cell(
      fill(faker, faker.helpers.arrayElement([level, `${integration.app.value} ${level}`, `{word} ${level}`])),
    ),
    integration,
    connection,
    value: kit.cell(JSON.stringify(suits)),
    bareValue: kit.cell(`[ ${bare.join(', ')} ]`),
    metadata: kit.cell(
      JSON.stringify({ summary: `As ${level} of ${connection.name.value}, for ${department} in the first place` }),
    ),
  }
}

function makeLabels(
  faker: Faker,
  { key, text, types }: (typeof company.labels)[number],
  referenceSeconds: number,
  kit: CellKit,
): readonly Cell[] {
  return types.flatMap((type) =>
    several(3, () => {
      const createdAt = referenceSeconds - faker.number.int({ min: 86_400, max: 40_000_000 })
      const updatedAt = faker.number.int({ min: createdAt, max: referenceSeconds })
      const explanation = `${type}: found by comparing "${word(faker)}" with its peers.`
      const value = { text, version: '', type, explanation }
      return kit.cell(JSON.stringify([{ key, value, created_at: createdAt, updated_at: updatedAt, source: '' }]))
    }),
  )
}

function fill(faker: Faker, template: string): string {
  return template
    .replaceAll('{department}', () => faker.helpers.arrayElement(company.departments).name)
    .replaceAll('{word}', () => word(faker))
}

function word(faker: Faker): string {
  return faker.word.noun({ length: { min: 4, max: 9 }, strategy: 'closest' })
}

function scimPayload(integrations: readonly Connected[]): string {
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
