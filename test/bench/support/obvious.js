import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { faker } from '@faker-js/faker'
import { stringify } from 'csv-stringify'

/**
 * `requests` rows as one would write them at first: faker for each cell, each record into csv-stringify. Same columns,
 * same share of blank cells, same shape of metadata and about the same number of bytes; the row that uses this
 * checks it.
 * @param lists the same short lists that the mock picks from
 */
export function obviousRecords(rows, { apps, reasons, durations, sources }) {
  const { helpers, string, internet, person, date, company, word } = faker
  const pick = (list) => helpers.arrayElement(list)
  const maybe = (probability, make) => helpers.maybe(make, { probability }) ?? ''
  const dateTime = () => date.past({ years: 2 }).toISOString().slice(0, 19).replace('T', ' ')
  const name = (template) =>
    template.replaceAll('{department}', company.buzzNoun()).replaceAll('{word}', () => word.noun())

  const metadata = () => {
    const integrations = helpers.arrayElements(apps, { min: 3, max: 4 })
    const payload = integrations.map(({ app, scimFields }) => [
      `${app}/${string.numeric(6)}`,
      Object.fromEntries(scimFields.map((field) => [field, ''])),
    ])
    const employee = helpers.maybe(() => internet.email(), { probability: 0.6 }) ?? null
    return JSON.stringify({
      integration_to_scim_payload: Object.fromEntries(payload),
      reason: pick(reasons),
      reference_department: null,
      reference_employee: employee,
      reference_title: employee === null ? person.jobTitle() : null,
      reference_type: employee === null ? 'title' : 'employee',
    })
  }

  function* records() {
    for (let k = 0; k < rows; k++) {
      const app = pick(apps)
      const source = helpers.maybe(() => pick(sources), { probability: 0.4 })
      const wanted = faker.number.int({ max: 9 })
      const wantsConnection = wanted < 6
      const wantsResource = wanted >= 6 && wanted < 9
      const wantsPrivilege = wantsResource && faker.datatype.boolean(0.6)
      yield [
        string.ulid(),
        internet.email(),
        person.fullName(),
        internet.email(),
        maybe(0.6, () => internet.email()),
        maybe(0.4, () => pick(durations)),
        maybe(0.3, dateTime),
        maybe(0.5, dateTime),
        source?.name ?? '',
        source === undefined ? '' : helpers.replaceSymbols(source.id),
        faker.datatype.boolean(0.75) ? 'grant' : 'revoke',
        faker.datatype.boolean(0.1) ? app.app : `${app.app}/${string.ulid()}`,
        wantsConnection ? name(pick(app.connections)) : '',
        wantsConnection ? app.connectionType : '',
        wantsResource ? name(pick(app.resources)) : '',
        wantsResource ? app.resourceType : '',
        wantsPrivilege ? pick(app.privileges) : '',
        wantsPrivilege ? String(faker.datatype.boolean()) : '',
        'employee_request',
        metadata(),
        maybe(0.15, dateTime),
        maybe(0.12, () => string.ulid()),
        maybe(0.2, () => string.ulid()),
        maybe(0.12, () => string.ulid()),
      ]
    }
  }
  return records()
}

/** @returns how many bytes of CSV were made */
export async function stringifyAll(records) {
  let size = 0
  const count = new Writable({
    write(chunk, _encoding, done) {
      size += chunk.length
      done()
    },
  })
  await pipeline(Readable.from(records), stringify(), count)
  return size
}
