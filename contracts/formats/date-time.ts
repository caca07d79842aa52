import type { Format } from '../dataset.ts'

const pattern = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]) (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/

/** `YYYY-MM-DD HH:MM:SS`, as the documentation's samples print it; no zone is given, this project writes UTC. */
export const dateTime: Format = {
  kind: 'date-time',
  expected: 'a date and time as YYYY-MM-DD HH:MM:SS, such as 2023-09-22 18:30:00',
  accepts: (cell) => pattern.test(cell) && existsInCalendar(cell),
  schema: { type: 'string', pattern: pattern.source },
  examples: ['2023-09-22 18:30:00'],
}

/** `Date` rolls 31 April over to 1 May; what comes back unchanged is a real day. */
function existsInCalendar(cell: string): boolean {
  const instant = new Date(`${cell.replace(' ', 'T')}Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(cell.slice(0, 10))
}
