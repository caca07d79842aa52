import { type DatasetSlug, datasetSlugs, isDatasetSlug } from '../../contracts/contract.ts'
import { hint } from '../../contracts/nearest.ts'
import { UsageError } from './command.ts'

/**
 * The dataset that a command is called with, and nothing but that.
 * @throws {UsageError}
 */
export function datasetArgument(command: string, positionals: readonly string[]): DatasetSlug {
  const [slug, ...others] = positionals
  if (slug === undefined) {
    throw new UsageError(`Received no dataset; expected ${known}, as in: balkanid-mock ${command} ${datasetSlugs[0]}.`)
  }
  if (others.length > 0) {
    throw new UsageError(`Received ${JSON.stringify(others[0])} after the dataset; expected nothing more.`)
  }
  return datasetNamed(slug)
}

/** @throws {UsageError} where there is none of that name */
export function datasetNamed(slug: string): DatasetSlug {
  if (isDatasetSlug(slug)) return slug
  throw new UsageError(`Received the dataset ${JSON.stringify(slug)}; expected ${known}${hint(slug, datasetSlugs)}.`)
}

const known = datasetSlugs.join(' or ')
