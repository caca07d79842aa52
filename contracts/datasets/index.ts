import type { Dataset } from '../dataset.ts'
import { downloadApi } from '../download-api.ts'
import { rbac2 } from './rbac2.ts'
import { requests } from './requests.ts'

/** Every dataset that is emulated, by slug. The one list to extend: the compiler then asks for its generator. */
export const datasets = { requests, rbac2 } as const satisfies Record<string, Dataset>

export type DatasetSlug = keyof typeof datasets

export const datasetSlugs = Object.keys(datasets) as readonly DatasetSlug[]

export function isDatasetSlug(slug: string): slug is DatasetSlug {
  return Object.hasOwn(datasets, slug)
}

/** The path of the POST that starts a download. */
export function downloadPath(slug: DatasetSlug): string {
  return `${downloadApi.basePath}/${datasets[slug].download.path}`
}

/** One value for each dataset. */
export function forEachDataset<T>(make: (slug: DatasetSlug) => T): Record<DatasetSlug, T> {
  return Object.fromEntries(datasetSlugs.map((slug) => [slug, make(slug)])) as Record<DatasetSlug, T>
}

/** The other datasets of the bulk API: documented, not emulated yet. Most slugs were seen in paths, some inferred. */
export const notEmulatedYet: readonly string[] = [
  'admins',
  'applied-labels',
  'apps',
  'business-owners',
  'campaigns',
  'employees',
  'entitlements',
  'entities',
  'entity-finding-rules',
  'entity-insights',
  'entity-rbac',
  'entity-relations',
  'entity-rules',
  'filters',
  'findings',
  'integrations',
  'labels',
  'playbook-templates',
  'privileged',
  'purposes',
  'rbac',
  'relations',
  'reviews',
  'rules',
  'webhook-templates',
]
