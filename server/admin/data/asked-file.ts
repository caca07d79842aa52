import { type Dataset, type DatasetSlug, datasets, isDatasetSlug } from '../../../contracts/contract.ts'
import { type Terms, termsOf } from '../../exports/terms.ts'
import { problems } from '../../problems.ts'
import { boolean, type Mistake, quotedList, refuse } from '../../shapes/index.ts'
import { Refusal } from '../problems.ts'
import { asFlag, type Call, type QueryMembers } from '../route.ts'
import { sandboxOf } from '../routes/sandboxes.ts'

/** The parameters of all downloads, as a query spells them; each dataset takes its own. */
export const downloadParameters: QueryMembers = Object.fromEntries(
  Object.values<Dataset>(datasets)
    .flatMap(({ download }) => download.body)
    .map(({ name, description }) => [name, { shape: boolean(), description, from: asFlag }]),
)

/** The dataset that the path names. @throws {Refusal} where there is none */
export function datasetOf({ params }: Pick<Call, 'params'>): DatasetSlug {
  const slug = params.dataset!
  if (!isDatasetSlug(slug)) throw new Refusal(problems['unknown-dataset'](slug))
  return slug
}

/**
 * The file that an export would have if it were asked for now, its scenario's alterations included.
 * @throws {OptionError} for a parameter that the dataset's download does not take
 */
export function askedFile(call: Call): Terms {
  const { world } = sandboxOf(call)
  const slug = datasetOf(call)
  const { body }: Dataset['download'] = datasets[slug].download
  const given = Object.fromEntries(
    Object.entries(call.query as Readonly<Record<string, boolean>>).filter(([name]) => name in downloadParameters),
  )
  const names = body.map(({ name }) => name)
  const mistakes = Object.entries(given).flatMap(([name, value]): Mistake[] =>
    names.includes(name) ? [] : [{ path: name, received: String(value), expected: expectedOf(names) }],
  )
  refuse(mistakes)
  const parameters = Object.fromEntries(body.map(({ name, example }) => [name, given[name] ?? example]))
  return termsOf(world.settings, slug, parameters, world.clock.now())
}

function expectedOf(names: readonly string[]): string {
  return names.length === 0
    ? 'no parameter, as the download takes none'
    : `no other parameter than ${quotedList(names)}`
}
