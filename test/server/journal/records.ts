import type { Exchange } from '../../../contracts/client/exchange.ts'
import type { ExchangeRecord } from '../../../server/journal/exchange-record.ts'
import { Journal, type JournalLimits, journalSpace } from '../../../server/journal/journal.ts'

/** 2026-01-01T00:00:00Z */
export const newYear = Date.UTC(2026, 0, 1)

/** A poll that came too early, unless said otherwise. */
export function recordOf(changes: Partial<ExchangeRecord> = {}): ExchangeRecord {
  return {
    time: newYear,
    method: 'HEAD',
    url: '/storage/x.csv',
    phase: 'poll',
    requestHeaders: ['Host', '127.0.0.1:4610'],
    status: 404,
    responseHeaders: { 'content-type': 'application/xml' },
    bytesSent: 0,
    endedAt: newYear + 1,
    ...changes,
  }
}

export const roomy: JournalLimits = { perSandbox: 1000, total: 10_000, bodyLength: 4096 }

export function journalOf(limits: Partial<JournalLimits> = {}): Journal {
  return new Journal('default', journalSpace({ ...roomy, ...limits }))
}

/** What a reader sees of one exchange. */
export function shown(changes: Partial<ExchangeRecord> = {}, limits: Partial<JournalLimits> = {}): Exchange {
  const journal = journalOf(limits)
  return journal.get(journal.add(recordOf(changes)))!
}

export const ids = (exchanges: readonly Exchange[]) => exchanges.map(({ id }) => id)
