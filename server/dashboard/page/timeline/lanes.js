/** @import { ExchangeMark, Export, Report } from '../types.ts' */

/**
 * What is known of one export; or, in the lane `none`, of what belongs to no export.
 * @typedef {object} Lane
 * @property {string} id
 * @property {Export | undefined} export
 * @property {ExchangeMark[]} marks the latest, in the order in which they were over
 * @property {number} forgotten how many earlier ones are not kept any more
 * @property {number | null} size of the file, once a download has told it
 * @property {boolean} isHidden whether somebody wants to see it no more
 * @property {boolean} isOpen whether runs of equal polls are shown one by one
 */

/**
 * One thing on a lane, in the order in which they happened.
 * @typedef {{ kind: 'mark', key: string, mark: ExchangeMark, gapMs: number | null, number: number }
 *   | { kind: 'fold', key: string, count: number, gapMs: number | null, status: number | null, flags: readonly string[] }} Step
 */

/** The lane of what belongs to no export. */
export const none = 'none'

/** More would not be looked at, and the page may be open for days. */
export const mostLanes = 1000
const mostMarks = 500

/** A run of equal polls that is longer is folded, but for its first and last two. */
const longestRun = 6
const ends = 2

/** All lanes of a sandbox. What it is told changes some of them, whose ids it gives back. */
export class Lanes {
  /** By id, the oldest first. @type {Map<string, Lane>} */
  all = new Map()
  /** The rules that an exchange breaks, by its number. @type {Map<number, readonly string[]>} */
  flags = new Map()
  /** How many older ones are not kept any more. */
  dropped = 0

  forget() {
    this.all.clear()
    this.dropped = 0
    this.flags.clear()
  }

  /** @param {readonly Export[]} changed @returns {ReadonlySet<string>} */
  takeExports(changed) {
    for (const each of changed) {
      const lane = this.#lane(each.id)
      lane.export = each
      if (each.downloading !== null && each.downloading.of !== null) lane.size = each.downloading.of
    }
    return new Set(changed.map(({ id }) => id))
  }

  /** @param {readonly ExchangeMark[]} marks @returns {ReadonlySet<string>} */
  takeExchanges(marks) {
    /** @type {Set<string>} */
    const changed = new Set()
    for (const mark of marks) {
      const lane = this.#lane(mark.export ?? none)
      lane.marks.push(mark)
      if (lane.marks.length > mostMarks) {
        lane.marks.shift()
        lane.forgotten++
      }
      // A poll that finds the file tells its length, also where a download then brings less.
      if (mark.phase === 'poll' && mark.status === 200 && mark.contentLength !== null) lane.size = mark.contentLength
      changed.add(lane.id)
    }
    return changed
  }

  /** @param {Report} report @returns {ReadonlySet<string>} */
  takeReport(report) {
    const flags = flagsOf(report)
    /** @type {Set<string>} */
    const changed = new Set()
    for (const lane of this.all.values()) {
      if (lane.marks.some(({ id }) => flags.get(id)?.join() !== this.flags.get(id)?.join())) changed.add(lane.id)
    }
    this.flags = flags
    return changed
  }

  /** @param {number} exchange @returns {Lane | undefined} */
  laneOf(exchange) {
    return [...this.all.values()].find(({ marks }) => marks.some(({ id }) => id === exchange))
  }

  #dropOldest() {
    for (const id of this.all.keys()) {
      if (id === none) continue
      this.all.delete(id)
      this.dropped++
      return
    }
  }

  /** @param {string} id */
  #lane(id) {
    const found = this.all.get(id)
    if (found !== undefined) return found
    /** @type {Lane} */
    const lane = { id, export: undefined, marks: [], forgotten: 0, size: null, isHidden: false, isOpen: false }
    this.all.set(id, lane)
    if (this.all.size > mostLanes) this.#dropOldest()
    return lane
  }
}

/**
 * What a lane shows, one after the other. Long runs of equal polls are folded unless the lane is open; those that
 * break a rule are not like those that do not.
 * @param {Lane} lane
 * @param {ReadonlyMap<number, readonly string[]>} flags
 * @returns {readonly Step[]}
 */
export function stepsOf({ marks, isOpen }, flags) {
  /** @type {Step[]} */
  const steps = []
  /** @type {Partial<Record<string, number>>} */
  const counts = {}
  for (const [i, mark] of marks.entries()) {
    const number = (counts[mark.phase] ?? 0) + 1
    counts[mark.phase] = number
    steps.push({ kind: 'mark', key: String(mark.id), mark, gapMs: gapBefore(marks, i), number })
  }
  return isOpen ? steps : folded(steps, flags)
}

/** What stands on a lane. */
export const stateWords = { preparing: 'not ready', ready: 'ready', expired: 'expired' }

/**
 * Whether a lane is wanted: by a text that stands in its id, its dataset, its state, a status, a fault or a problem; or only those
 * with something to see.
 * @param {Lane} lane
 * @param {{ text: string, onlyRemarkable: boolean }} filter
 * @param {ReadonlyMap<number, readonly string[]>} flags
 */
export function isWanted(lane, { text, onlyRemarkable }, flags) {
  if (
    onlyRemarkable &&
    !lane.marks.some(({ id, fault, problem }) => fault !== null || problem !== null || flags.has(id))
  ) {
    return false
  }
  if (text === '') return true
  const said = [
    lane.id,
    lane.export?.dataset,
    lane.export && stateWords[lane.export.state],
    ...lane.marks.flatMap(({ id, status, fault, problem, path }) => [
      status,
      fault,
      problem,
      path,
      ...(flags.get(id) ?? []),
    ]),
  ]
  return said.some((word) =>
    String(word ?? '')
      .toLowerCase()
      .includes(text.toLowerCase()),
  )
}

/** @param {readonly ExchangeMark[]} marks @param {number} i */
function gapBefore(marks, i) {
  const [before, mark] = [marks[i - 1], marks[i]]
  if (before === undefined || mark === undefined) return null
  return Math.max(0, Date.parse(mark.time) - Date.parse(before.time) - before.durationMs)
}

/** @param {readonly Step[]} steps @param {ReadonlyMap<number, readonly string[]>} flags @returns {readonly Step[]} */
function folded(steps, flags) {
  /** @type {Step[]} */
  const shown = []
  for (let from = 0; from < steps.length; ) {
    let to = from + 1
    while (to < steps.length && isLike(steps[from], steps[to], flags)) to++
    const run = steps.slice(from, to)
    const [first, last] = [run[ends], run.at(-ends - 1)]
    if (run.length <= longestRun || first?.kind !== 'mark' || last?.kind !== 'mark') shown.push(...run)
    else {
      const { mark, gapMs } = first
      const count = run.length - 2 * ends
      shown.push(
        ...run.slice(0, ends),
        { kind: 'fold', key: `fold ${mark.id}`, count, gapMs, status: mark.status, flags: flags.get(mark.id) ?? [] },
        ...run.slice(-ends),
      )
    }
    from = to
  }
  return shown
}

/** @param {Step | undefined} a @param {Step | undefined} b @param {ReadonlyMap<number, readonly string[]>} flags */
function isLike(a, b, flags) {
  if (a?.kind !== 'mark' || b?.kind !== 'mark') return false
  const [x, y] = [a.mark, b.mark]
  if (x.phase !== 'poll' || y.phase !== 'poll') return false
  if (flags.get(x.id)?.join() !== flags.get(y.id)?.join()) return false
  return x.status === y.status && x.fault === y.fault && x.problem === y.problem && x.brokenOff === y.brokenOff
}

/** @param {Report} report @returns {Map<number, readonly string[]>} */
function flagsOf({ verdicts }) {
  /** @type {Map<number, string[]>} */
  const flags = new Map()
  for (const verdict of verdicts) {
    if (verdict.result !== 'failed') continue
    for (const { exchanges = [] } of verdict.findings) {
      for (const id of exchanges) flags.set(id, [...new Set([...(flags.get(id) ?? []), verdict.rule.id])])
    }
  }
  return flags
}
