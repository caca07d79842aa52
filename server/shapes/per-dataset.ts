import { type DatasetSlug, datasetSlugs, forEachDataset, isDatasetSlug } from '../../contracts/contract.ts'
import { nearWord } from '../../contracts/nearest.ts'
import { quotedList } from './mistakes.ts'
import { isRecord } from './object.ts'
import { type Shape, unused } from './shape.ts'
import { takes } from './types-of.ts'

export interface PerDatasetShape<T> extends Shape<{ readonly [S in DatasetSlug]?: T }> {
  /** What stands for each dataset, before it is read: one value for all, or one for each that is named. */
  spread(value: unknown): ReadonlyMap<DatasetSlug, unknown>
}

/** One value for all datasets, or an object with one for each that is named. It reads those that are given, by dataset. */
export function perDataset<T>(of: Shape<T>): PerDatasetShape<T> {
  const expectedName = `a dataset, one of ${quotedList(datasetSlugs)}`
  const isByDataset = (value: unknown): value is Readonly<Record<string, unknown>> =>
    isRecord(value) && (!takes(of, value) || (!hasTag(of, value) && looksByDataset(value)))
  const expected = `${of.expected}, or an object with one for each dataset`
  const spread = (value: unknown): ReadonlyMap<DatasetSlug, unknown> => {
    if (!isByDataset(value)) return new Map(datasetSlugs.map((slug) => [slug, value]))
    const named = datasetSlugs.filter((slug) => Object.hasOwn(value, slug) && value[slug] !== undefined)
    return new Map(named.map((slug) => [slug, value[slug]]))
  }
  return {
    expected,
    schema: {
      anyOf: [
        of.schema,
        {
          type: 'object',
          properties: Object.fromEntries(datasetSlugs.map((slug) => [slug, of.schema])),
          additionalProperties: false,
        },
      ],
    },
    spread,
    read(value, place) {
      if (Array.isArray(value)) {
        place.wrong(place.show(value), expected)
        return unused
      }
      if (!isByDataset(value)) {
        const read = of.read(value, place)
        return forEachDataset(() => read)
      }
      for (const name of Object.keys(value)) {
        if (isDatasetSlug(name)) continue
        place.at(name).wrong(`the unknown name ${JSON.stringify(name)}`, expectedName, nearWord(name, datasetSlugs))
      }
      const named = [...spread(value)].map(([slug, each]) => [slug, of.read(each, place.at(slug))])
      return Object.fromEntries(named) as never
    },
  }
}

/** Where one value is an object too: names of datasets tell, or objects inside. */
function looksByDataset(value: Readonly<Record<string, unknown>>): boolean {
  const given = Object.keys(value).filter((name) => value[name] !== undefined)
  return given.some(isDatasetSlug) || given.every((name) => isRecord(value[name]))
}

/** Whether an object names what it is, as one that is meant for all datasets does. */
function hasTag(of: Shape<unknown>, value: object): boolean {
  const { tag } = of as { readonly tag?: unknown }
  return typeof tag === 'string' && Object.hasOwn(value, tag)
}
