import type { Dataset } from '../dataset.ts'
import { datasets } from '../datasets/index.ts'
import { unstarred } from './header.ts'

/**
 * Says of a header row that it is much rather that of another dataset: it has most of its columns, and half as many again as
 * of its own.
 * @returns a sentence; `undefined` where it is not
 */
export function likelierDataset(names: readonly string[], dataset: Dataset): string | undefined {
  const given = new Set(names.map(unstarred))
  const known = ({ download }: Dataset) => download.columns.filter(({ name }) => given.has(name)).length
  const likelier = Object.values<Dataset>(datasets)
    .filter(({ slug }) => slug !== dataset.slug)
    .find((other) => known(other) * 2 > other.download.columns.length && known(other) >= 1.5 * known(dataset))
  return likelier && `These look like the columns of ${likelier.slug}.`
}
