import type { Column } from '../../dataset.ts'
import { isUlid } from '../../formats/ulid.ts'
import { cellOf } from '../mutations/head.ts'
import type { CsvRule } from '../rule.ts'
import { show } from '../show.ts'
import { ulidSpecification } from '../sources.ts'

const judges = ({ format }: Column) => format.kind === 'ulid'
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Characters of a ULID that tell its time, five bits each. */
const timeLength = 10

export const ulidTime = {
  id: 'csv/ulid-time',
  level: 'should',
  requirement: 'The time in a ULID is not in the future.',
  source: ulidSpecification,
  basis: 'inferred',
  appliesTo: ({ download }) => download.columns.some(judges),
  check: {
    on: 'cell',
    judges,
    test(_column, { now }) {
      const latest = Buffer.from(timeOf(now))
      return ({ bytes, from, to }) => {
        // The digits rise as their bytes do. What is no ULID has no time.
        for (let i = 0; i < timeLength; i++) {
          const byte = bytes[from + i]!
          if (byte < latest[i]!) return true
          if (byte > latest[i]!) return !isUlid(bytes, from, to)
        }
        return true
      }
    },
    explain: (cell, _column, { now }) => ({
      received: `${show(cell.text)}, made ${shownTime(cell.text)}`,
      expected: `a time that is not after ${new Date(now).toISOString()}`,
      remedy: 'Look at the clock of the machine that made the ULID, or at the one that checks it.',
    }),
  },
  mutation: cellOf(judges, '7ZZZZZZZZZZZZZZZZZZZZZZZZZ'),
} as const satisfies CsvRule

/** The first characters of the ULIDs of an instant. */
function timeOf(now: number): string {
  let rest = Math.max(0, Math.floor(now))
  let text = ''
  for (let i = 0; i < timeLength; i++) {
    text = digits[rest % 32]! + text
    rest = Math.floor(rest / 32)
  }
  return text
}

function shownTime(ulid: string): string {
  const time = [...ulid.slice(0, timeLength)].reduce((sum, digit) => 32 * sum + digits.indexOf(digit), 0)
  return time <= 8.64e15 ? new Date(time).toISOString() : 'beyond all calendars'
}
