import type { DatasetSlug } from '../../contracts/contract.ts'
import { readinessForms, rowsShape } from '../option-members.ts'
import type { MockOptions, ReadinessChoice } from '../options.ts'
import type { PerDatasetShape } from '../shapes/index.ts'
import type { CommandOptions } from './config-shape.ts'

/**
 * Two layers of options as one: the upper beats the lower, dataset by dataset and member by member.
 * @param lower options that nothing is wrong with
 * @param upper the same
 */
export function mergeOptions<T extends CommandOptions>(lower: T, upper: T): T {
  const [given, base] = [withoutUndefined(upper), withoutUndefined(lower)]
  return {
    ...without(base, readinessNames),
    ...without(given, readinessNames),
    ...both('rows', byDataset(rowsShape, base.rows), byDataset(rowsShape, given.rows)),
    ...both('readiness', readinessOf(base), readinessOf(given)),
    ...both('dialect', base.dialect, given.dialect),
    ...both('readings', base.readings, given.readings),
    ...both('limits', base.limits, given.limits),
    ...both('admin', base.admin, given.admin),
  } as T
}

const readinessNames: readonly string[] = Object.keys(readinessForms)

/** The three forms as the one that says it all. */
function readinessOf({ readiness, notReadyPolls, readyAfter }: MockOptions) {
  const { readiness: whole, notReadyPolls: polls, readyAfter: after } = readinessForms
  return withoutUndefined({
    ...byDataset(whole, readiness),
    ...byDataset(polls, notReadyPolls, (value) => ({ after: 'polls', polls: value })),
    ...byDataset(after, readyAfter, (value) => ({ after: 'duration', ms: value })),
  }) as { readonly [S in DatasetSlug]?: ReadinessChoice }
}

function byDataset(
  shape: PerDatasetShape<unknown>,
  given: unknown,
  make: (value: unknown) => unknown = (value) => value,
): Readonly<Record<string, unknown>> {
  if (given === undefined) return {}
  return Object.fromEntries([...shape.spread(given)].map(([slug, value]) => [slug, make(value)]))
}

/** The member with what both layers say; none where neither says anything. */
function both(name: string, lower: object = {}, upper: object = {}): object {
  const members = { ...withoutUndefined(lower), ...withoutUndefined(upper) }
  return Object.keys(members).length === 0 ? {} : { [name]: members }
}

function without<T extends object>(options: T, names: readonly string[]): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !names.includes(name))) as Partial<T>
}

function withoutUndefined<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T
}
