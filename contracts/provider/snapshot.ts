import { datasets } from '../datasets/index.ts'
import { answersOf } from './answers.ts'
import type { Observations } from './observations.ts'

/** The program that made a snapshot. */
export interface Tool {
  readonly name: string
  readonly version: string
}

/** What a service showed, as JSON that is safe to share. */
export interface Snapshot {
  readonly format: typeof snapshotFormat
  /** In UTC, `YYYY-MM-DD`. */
  readonly recordedOn: string
  readonly tool: Tool
  readonly datasets: readonly DatasetSnapshot[]
}

export interface DatasetSnapshot {
  readonly dataset: string
  /** What it comes to, by the question's id; `null` where it did not show. */
  readonly answers: Readonly<Record<string, string | null>>
  /** For people: nothing reads them. */
  readonly observations?: Observations
}

const snapshotFormat = 'balkanid-mock/snapshot/1'

/** @param now milliseconds since 1970 */
export function snapshotOf(
  observations: readonly Observations[],
  { tool, now }: { readonly tool: Tool; readonly now: number },
): Snapshot {
  return {
    format: snapshotFormat,
    recordedOn: new Date(now).toISOString().slice(0, 10),
    tool: { name: tool.name, version: tool.version },
    datasets: observations.map((each) => ({
      dataset: each.dataset,
      answers: answersOf(each, datasets[each.dataset]),
      observations: each,
    })),
  }
}

/** A file that is no snapshot: where, what was received, what was expected, how to mend it. */
export class SnapshotError extends Error {
  override readonly name = 'SnapshotError'
}

/**
 * A snapshot as it was read from a file.
 * @throws {SnapshotError} which quotes nothing of the file but the format
 */
export function parseSnapshot(text: string): Snapshot {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new SnapshotError('Received what is no JSON; expected a snapshot. Record it again.')
  }
  checkSnapshot(value)
  return value
}

function checkSnapshot(value: unknown): asserts value is Snapshot {
  const snapshot = object(value, 'The snapshot')
  if (snapshot.format !== snapshotFormat) {
    const received = typeof snapshot.format === 'string' ? JSON.stringify(snapshot.format.slice(0, 60)) : 'none'
    throw new SnapshotError(
      `Received the format ${received}; expected "${snapshotFormat}". Record it again with this version.`,
    )
  }
  if (typeof snapshot.recordedOn !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(snapshot.recordedOn)) {
    throw wrong('recordedOn', typeName(snapshot.recordedOn), 'a date such as "2026-01-31"')
  }
  const tool = object(snapshot.tool, 'tool')
  for (const name of ['name', 'version']) {
    if (typeof tool[name] !== 'string') throw wrong(`tool.${name}`, typeName(tool[name]), 'a string')
  }
  if (!Array.isArray(snapshot.datasets)) throw wrong('datasets', typeName(snapshot.datasets), 'an array')
  for (const [i, each] of snapshot.datasets.entries()) {
    const dataset = object(each, `datasets[${i}]`)
    if (typeof dataset.dataset !== 'string') {
      throw wrong(`datasets[${i}].dataset`, typeName(dataset.dataset), 'a string')
    }
    const answers = object(dataset.answers, `datasets[${i}].answers`)
    for (const [id, answer] of Object.entries(answers)) {
      if (typeof answer !== 'string' && answer !== null) {
        throw wrong(`datasets[${i}].answers[${JSON.stringify(id.slice(0, 60))}]`, typeName(answer), 'a string or null')
      }
    }
  }
}

function object(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw wrong(where, typeName(value), 'an object')
}

function wrong(where: string, received: string, expected: string): SnapshotError {
  return new SnapshotError(`${where}: Received ${received}; expected ${expected}. Record it again.`)
}

function typeName(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  return Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`
}
