import { validateXML } from 'xmllint-wasm'
import { junitXsd } from './junit-xsd.ts'

/** What libxml2 has against JUnit reports: nothing, where all are well-formed and hold to the schema. */
export async function junitErrors(...reports: readonly string[]): Promise<readonly string[]> {
  const xml = reports.map((contents, i) => ({ fileName: `report-${i}.xml`, contents }))
  const { errors } = await validateXML({ xml, schema: [junitXsd] })
  return errors.map(({ message, loc }) => `${loc?.fileName}: ${message}`)
}
