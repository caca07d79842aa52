import { type DatasetSlug, datasets, isDatasetSlug } from '../datasets/index.ts'
import type { Table } from '../report/report.ts'
import { type Question, questionsOf } from './answers.ts'
import type { Snapshot } from './snapshot.ts'

/** `unknown`: one of the two did not show it. */
export type Likeness = 'same' | 'differs' | 'unknown'

export interface ComparisonRow {
  /** The question's, as in `decisions`, or that of something documented. */
  readonly id: string
  /** For which datasets it came out alike. */
  readonly datasets: readonly DatasetSlug[]
  readonly question: string
  readonly documentation: string
  readonly snapshot: string | null
  readonly mock: string | null
  /** Of the snapshot and the mock. */
  readonly result: Likeness
}

export interface Comparison {
  /** In the order of the questions: first what is documented, then what the mock had to decide. */
  readonly rows: readonly ComparisonRow[]
  readonly counts: Readonly<Record<Likeness, number>>
  /** The rows as text. */
  readonly table: Table
  /** Datasets that only one of the two has, or that are not known here. */
  readonly passedOver: readonly string[]
}

/**
 * Tells documentation, service and mock apart, question by question, so that whoever has credentials can settle what was
 * assumed.
 */
export function compareSnapshot(snapshot: Snapshot, ofMock: Snapshot): Comparison {
  const slugs = [...new Set([...snapshot.datasets, ...ofMock.datasets].map(({ dataset }) => dataset))]
  const shared = slugs.filter(isDatasetSlug).filter((slug) => has(snapshot, slug) && has(ofMock, slug))
  const rows = grouped(shared.flatMap((slug) => rowsOf(slug, snapshot, ofMock)))
  return {
    rows,
    counts: {
      same: rows.filter(({ result }) => result === 'same').length,
      differs: rows.filter(({ result }) => result === 'differs').length,
      unknown: rows.filter(({ result }) => result === 'unknown').length,
    },
    table: {
      columns: ['question', 'datasets', 'documentation says', 'snapshot', 'mock', 'result'],
      rows: rows.map(({ question, datasets: of, documentation, snapshot: theirs, mock, result }) => [
        question,
        of.join(', '),
        documentation,
        theirs ?? 'not seen',
        mock ?? 'not seen',
        result,
      ]),
    },
    passedOver: slugs.filter((slug) => !(shared as readonly string[]).includes(slug)),
  }
}

function has({ datasets: all }: Snapshot, slug: string): boolean {
  return all.some(({ dataset }) => dataset === slug)
}

function rowsOf(slug: DatasetSlug, snapshot: Snapshot, ofMock: Snapshot): readonly ComparisonRow[] {
  return questionsOf(datasets[slug]).map((question) => {
    const [theirs, mock] = [answerIn(snapshot, slug, question), answerIn(ofMock, slug, question)]
    return {
      id: question.id,
      datasets: [slug],
      question: question.question,
      documentation: question.documentation(datasets[slug]),
      snapshot: theirs,
      mock,
      result: theirs === null || mock === null ? 'unknown' : theirs === mock ? 'same' : 'differs',
    }
  })
}

function answerIn({ datasets: all }: Snapshot, slug: string, { id }: Question): string | null {
  const answers = all.find(({ dataset }) => dataset === slug)?.answers ?? {}
  return Object.hasOwn(answers, id) ? (answers[id] ?? null) : null
}

/** One row for all datasets that a question comes out alike for. */
function grouped(rows: readonly ComparisonRow[]): readonly ComparisonRow[] {
  const groups = new Map<string, Map<string, ComparisonRow>>()
  for (const row of rows) {
    const alike = groups.get(row.id) ?? new Map<string, ComparisonRow>()
    groups.set(row.id, alike)
    const key = JSON.stringify([row.documentation, row.snapshot, row.mock])
    const known = alike.get(key)
    alike.set(key, known === undefined ? row : { ...known, datasets: [...known.datasets, ...row.datasets] })
  }
  return [...groups.values()].flatMap((alike) => [...alike.values()])
}
