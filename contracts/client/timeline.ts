import type { Table } from '../report/report.ts'
import { waitBetween } from './answers.ts'
import type { ClientEvidence } from './evidence.ts'
import { readLog, type Timed } from './log.ts'
import { answerText, clockTime, durationText, excerpt, requestText } from './tables.ts'

/** More would not be read. */
const mostExports = 10

/**
 * The story of each export, one after the other, and of what belongs to none: a few rows each, those where the answer
 * changes rather than those where it stays the same. Times are those of the sandbox's clock, in UTC.
 */
export function timelineOf(evidence: ClientEvidence): Table {
  const { stories, calls, others } = readLog(evidence)
  const born = new Set(stories.map(({ call }) => call))
  const groups = [
    ...stories.map(({ id, call, uses }) => ({ name: id ?? '?', rows: call === undefined ? uses : [call, ...uses] })),
    { name: '–', rows: [...calls.filter((call) => !born.has(call)), ...others].sort((a, b) => a.at - b.at) },
  ].filter(({ rows }) => rows.length > 0)
  const rows = groups.slice(0, mostExports).flatMap(({ name, rows }) => storyRows(name, rows))
  const left = groups.length - mostExports
  if (left > 0) rows.push(['…', `${left} exports left out`, '', '', '', ''])
  return { columns: ['export', 'time', 'gap', 'sent', 'answer', 'note'], rows }
}

function storyRows(name: string, story: readonly Timed[]): (readonly string[])[] {
  const changes = new Set(story.keys())
  for (const place of story.keys()) if (isLikeBefore(story, place)) changes.delete(place)
  return excerpt(story.length, changes, (place) => {
    const timed = story[place]!
    const gap = place === 0 ? '' : durationText(waitBetween(story[place - 1]!, timed))
    return [name, clockTime(timed.at), gap, requestText(timed), answerText(timed), noteText(timed)]
  })
}

function isLikeBefore(story: readonly Timed[], place: number): boolean {
  const before = story[place - 1]
  if (before === undefined) return false
  const now = story[place]!
  return requestText(now) === requestText(before) && answerText(now) === answerText(before)
}

/** Its first sentence. */
function noteText({ exchange: { note } }: Timed): string {
  const [sentence = ''] = /^.*?(?=[.;] |\.?$)/m.exec(note ?? '') ?? []
  return sentence.length <= 60 ? sentence : `${sentence.slice(0, 59)}…`
}
