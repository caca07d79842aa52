import type { Exchange } from '../../contracts/client/exchange.ts'

/** Which exchanges are wanted: those for which everything that is given holds. */
export interface ExchangeFilter {
  readonly phase?: Exchange['phase']
  /** An export's id. */
  readonly export?: string
  readonly method?: string
  readonly status?: number
  /** The name of a fault that acted; `true` for any, `false` for none. */
  readonly fault?: string | boolean
  /** The word for what was wrong; `true` for any, `false` for none. */
  readonly problem?: string | boolean
  /** Those that were over after the exchange with this id. */
  readonly after?: number
  /** At most so many, the last ones. */
  readonly limit?: number
}

/** What of an exchange a filter looks at. */
export type Summary = Pick<Exchange, 'id' | 'phase' | 'export' | 'method' | 'status' | 'fault' | 'problem'>

type Condition = Exclude<keyof ExchangeFilter, 'limit'>

const conditions: {
  readonly [C in Condition]: (exchange: Summary, wanted: NonNullable<ExchangeFilter[C]>) => boolean
} = {
  phase: ({ phase }, wanted) => phase === wanted,
  export: (exchange, wanted) => exchange.export === wanted,
  method: ({ method }, wanted) => method === wanted,
  status: ({ status }, wanted) => status === wanted,
  fault: ({ fault }, wanted) => names(fault, wanted),
  problem: ({ problem }, wanted) => names(problem, wanted),
  after: ({ id }, wanted) => id > wanted,
}

/** Whether an exchange is wanted, `limit` aside, which is not for one exchange to say. */
export function matches(exchange: Summary, filter: ExchangeFilter): boolean {
  return (Object.keys(conditions) as Condition[]).every((condition) => holds(condition, exchange, filter))
}

/** The wanted ones in their order. @param summaryOf what the filter looks at */
export function select<T>(exchanges: Iterable<T>, filter: ExchangeFilter, summaryOf: (exchange: T) => Summary): T[] {
  const wanted: T[] = []
  for (const exchange of exchanges) if (matches(summaryOf(exchange), filter)) wanted.push(exchange)
  return filter.limit === undefined ? wanted : wanted.slice(Math.max(0, wanted.length - filter.limit))
}

function holds<C extends Condition>(condition: C, exchange: Summary, filter: ExchangeFilter): boolean {
  const wanted = filter[condition]
  return wanted === undefined || conditions[condition](exchange, wanted as NonNullable<ExchangeFilter[C]>)
}

/** @param joined by `, `, or `null` where there are none */
function names(joined: string | null, wanted: string | boolean): boolean {
  if (typeof wanted === 'boolean') return (joined !== null) === wanted
  return joined?.split(', ').includes(wanted) ?? false
}
