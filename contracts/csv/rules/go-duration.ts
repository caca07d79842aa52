import type { Column, Format } from '../../dataset.ts'
import { cellOf } from '../mutations/head.ts'
import { type CsvRule, documentation } from '../rule.ts'
import { show } from '../show.ts'

const judges = ({ format }: Column) => format.kind === 'go-duration'

export const goDuration = {
  id: 'csv/go-duration',
  level: 'must',
  requirement: 'Durations are numbers, each with one of the documented units: ns, us or µs, ms, s, m, h.',
  source: documentation,
  basis: 'documented',
  basesIn: ({ download }) => download.columns.filter(judges).map(({ basis }) => basis),
  appliesTo: ({ download }) => download.columns.some(judges),
  check: {
    on: 'cell',
    judges,
    isCostly: true,
    test:
      ({ format }) =>
      (cell) =>
        format.accepts(cell.text),
    explain: (cell, { format }) => ({
      received: show(cell.text),
      expected: format.expected,
      remedy: 'Write hours, minutes and seconds with their units, as in 1h30m; there is none for days.',
      ...(isReadByGo(cell.text, format) && {
        note: 'Go would read it, but the documentation shows no duration with a sign or without a unit.',
      }),
    }),
  },
  mutation: cellOf(judges, '1 day'),
} as const satisfies CsvRule

/** Of what the format refuses, that which Go reads nonetheless: a sign before the rest, and 0 without a unit. */
function isReadByGo(text: string, { accepts }: Format): boolean {
  const unsigned = text.replace(/^[+-]/, '')
  return unsigned === '0' || accepts(unsigned)
}
