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

const layout = Buffer.from('0000-00-00 00:00:00')

/** The same for a cell in UTF-8, without making a string of it. */
export function isDateTime(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from !== layout.length) return false
  for (let i = 0; i < layout.length; i++) {
    const byte = bytes[from + i]!
    if (layout[i] === 0x30 ? byte < 0x30 || byte > 0x39 : byte !== layout[i]) return false
  }
  const two = (at: number) => 10 * bytes[from + at]! + bytes[from + at + 1]! - 11 * 0x30
  const month = two(5)
  const day = two(8)
  if (month < 1 || month > 12 || two(11) > 23 || two(14) > 59 || two(17) > 59 || day < 1) return false
  if (day <= 28) return true
  if (month === 2) return day === 29 && isLeapYear(100 * two(0) + two(2))
  return day <= 30 || (day === 31 && month !== 4 && month !== 6 && month !== 9 && month !== 11)
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}
