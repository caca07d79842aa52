import { format } from './reach.js'
import { median } from './rounds.js'

/** One row of the report, in words. */
export function summarize({ name, what, against = '–', reach }, { values, sides = '–', note, isDoubtful = false }) {
  const middle = median(values)
  const { suffix } = reach.unit
  return {
    name,
    what,
    against,
    measured: `${format(middle)}${suffix} (${format(Math.min(...values))} to ${format(Math.max(...values))})`,
    sides,
    reach: reach.text,
    reached: (reach.holds(middle) ? 'yes' : 'no') + (isDoubtful ? ' (the server was not the limit)' : ''),
    note,
  }
}

const columns = {
  what: 'What',
  against: 'Against',
  measured: 'Median (min to max)',
  sides: 'The two sides',
  reach: 'Reach',
  reached: 'Reached',
}

export function markdownTable(summaries) {
  const lines = [Object.values(columns), Object.keys(columns).map(() => '---')]
  for (const summary of summaries) lines.push(Object.keys(columns).map((column) => summary[column]))
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
