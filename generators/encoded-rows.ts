import { setImmediate } from 'node:timers/promises'
import { stringify } from 'csv-stringify/sync'
import { datasets } from '../contracts/contract.ts'
import type { FileColumn } from './alterations/alteration.ts'
import { altered } from './alterations/index.ts'
import type { ByteSource } from './byte-source.ts'
import { type CellKit, type ColumnWriter, cellKit, type Per, shortCopy } from './cells.ts'
import { generators } from './datasets/index.ts'
import { type Dialect, stringifyOptions } from './dialect.ts'
import { Groups } from './groups.ts'
import { LruCache } from './lru-cache.ts'
import type { AnyRows } from './rows.ts'
import type { ResolvedSpec } from './spec.ts'
import { makeTenant, type Tenant } from './tenant.ts'

/** Some 64 KiB of `requests`: what is made at once, and what an offset is kept for (8 bytes). */
const rowsPerBlock = 96
const comma = 0x2c
/** How many blocks are measured before other work gets its turn: a third of a millisecond, one on a busy machine. */
const blocksPerTurn = 16

/** The header and the rows of a file, altered column by column, in the bytes of its dialect. */
export class EncodedRows implements ByteSource {
  private readonly rows: AnyRows
  private readonly groups: Groups
  private readonly writers: readonly ColumnWriter<unknown>[]
  /** The columns in runs of neighbours that follow from the same thing. */
  private readonly runs: readonly Run[]
  private readonly header: Uint8Array
  private readonly lineEnd: Uint8Array
  /** Offset of each block of rows, and behind the last one the size of the file. */
  private readonly offsets: Float64Array
  private readonly spec: ResolvedSpec

  private constructor(spec: ResolvedSpec, kit: CellKit, tenant: Tenant) {
    const { seed, referenceTime, dialect, readings } = spec
    this.spec = spec
    this.rows = generators[spec.dataset].rows({
      seed,
      referenceSeconds: Math.floor(referenceTime / 1000),
      tenant,
      kit,
      readings,
    })
    this.groups = new Groups(seed, spec.dataset)
    const columns = altered(columnsOf(spec, this.rows), spec.alterations, { dataset: datasets[spec.dataset], kit })
    this.writers = columns.map(({ writer }) => writer)
    this.runs = runsOf(this.writers)
    this.header = Buffer.from(stringify([columns.map(({ header }) => header)], stringifyOptions(dialect)))
    this.lineEnd = Buffer.from(dialect.lineEnd === 'crlf' ? '\r\n' : '\n')
    this.offsets = new Float64Array(Math.ceil(spec.rows / rowsPerBlock) + 1)
  }

  /** Adds up the lengths of all rows, without making them. @throws the signal's reason when it aborts */
  static async open(spec: ResolvedSpec, signal?: AbortSignal): Promise<EncodedRows> {
    const kit = kitFor(spec.dialect)
    const rows = new EncodedRows(spec, kit, tenantFor(spec, kit))
    await rows.measure(signal)
    return rows
  }

  /** In bytes. */
  get size(): number {
    return this.offsets[this.offsets.length - 1]!
  }

  /** What is taken of memory as long as they are kept, in bytes, the tenant aside. */
  get footprint(): number {
    return this.offsets.byteLength
  }

  *bytes(from: number, to: number): Generator<Uint8Array, void, undefined> {
    // A copy, as all other chunks are new too: whoever receives one may change it.
    if (from < this.header.length && from < to) yield Buffer.from(this.header.subarray(from, to))
    for (let block = this.blockAt(from); block < this.offsets.length - 1; block++) {
      const start = this.offsets[block]!
      if (start >= to) return
      const chunk = this.encodeBlock(block, this.offsets[block + 1]! - start)
      const first = Math.max(0, from - start)
      const last = Math.min(chunk.length, to - start)
      if (first < last) yield first === 0 && last === chunk.length ? chunk : chunk.subarray(first, last)
    }
  }

  /** 0, the end of the header, of each block of some 64 KiB of rows, and of the file. */
  recordStartBefore(offset: number): number {
    const start = this.offsets[this.blockAt(offset)]!
    return start <= offset ? start : 0
  }

  /** As text before encoding; the header is not among them. */
  *records(): Generator<string[], void, undefined> {
    const { rows, groups, writers, spec } = this
    for (let k = 0; k < spec.rows; k++) {
      const group = rows.groupAt(groups.groupOf(k))
      if (!rows.includes(group, spec.parameters)) continue
      const row = rows.rowAt(k, groups.placeOf(k), group)
      yield writers.map((writer) => writer.value(writer.per === 'group' ? group : row))
    }
  }

  private async measure(signal: AbortSignal | undefined): Promise<void> {
    const { offsets } = this
    offsets[0] = this.header.length
    for (let block = 0; block < offsets.length - 1; block++) {
      if (block % blocksPerTurn === blocksPerTurn - 1) await setImmediate()
      signal?.throwIfAborted()
      offsets[block + 1] = offsets[block]! + this.widthOfBlock(block)
    }
  }

  private widthOfBlock(block: number): number {
    const { rows, groups, writers, spec } = this
    const perGroup = writers.filter(({ per }) => per === 'group')
    const perRow = writers.filter(({ per }) => per === 'row')
    const separators = writers.length - 1 + this.lineEnd.length
    const end = Math.min(spec.rows, (block + 1) * rowsPerBlock)
    let width = 0
    let group: unknown
    let included = false
    let sharedWidth = 0
    for (let k = block * rowsPerBlock; k < end; k++) {
      const place = groups.placeOf(k)
      if (place === 0 || group === undefined) {
        group = rows.groupAt(groups.groupOf(k))
        included = rows.includes(group, spec.parameters)
        sharedWidth = separators
        for (let i = 0; i < perGroup.length; i++) sharedWidth += perGroup[i]!.width(group)
      }
      if (!included) continue
      const row = rows.rowAt(k, place, group)
      width += sharedWidth
      for (let i = 0; i < perRow.length; i++) width += perRow[i]!.width(row)
    }
    return width
  }

  private encodeBlock(block: number, width: number): Uint8Array {
    const { rows, groups, runs, lineEnd, spec } = this
    const out = Buffer.allocUnsafeSlow(width)
    const end = Math.min(spec.rows, (block + 1) * rowsPerBlock)
    /** Where the last row of this group has each run: what the group decides is copied from there. */
    const startOf = new Uint32Array(runs.length)
    const endOf = new Uint32Array(runs.length)
    let at = 0
    let group: unknown
    let included = false
    for (let k = block * rowsPerBlock; k < end; k++) {
      const place = groups.placeOf(k)
      const isFirst = place === 0 || group === undefined
      if (isFirst) {
        group = rows.groupAt(groups.groupOf(k))
        included = rows.includes(group, spec.parameters)
      }
      if (!included) continue
      const row = rows.rowAt(k, place, group)
      for (let i = 0; i < runs.length; i++) {
        const run = runs[i]!
        if (i > 0) out[at++] = comma
        const start = at
        if (run.per === 'row') at = write(run, row, out, at)
        else if (isFirst) at = write(run, group, out, at)
        else at = repeat(out, startOf[i]!, endOf[i]!, at)
        startOf[i] = start
        endOf[i] = at
      }
      for (let i = 0; i < lineEnd.length; i++) out[at++] = lineEnd[i]!
    }
    return out
  }

  /** The block that holds the byte at `offset`, by bisection. */
  private blockAt(offset: number): number {
    let low = 0
    let high = this.offsets.length - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if (this.offsets[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}

/** What the contract promises, before alterations. */
function columnsOf({ dataset, dialect }: ResolvedSpec, { columns: writers }: AnyRows): readonly FileColumn[] {
  return datasets[dataset].download.columns.map((column) => ({
    header: dialect.header === 'starred' ? column.header : column.name,
    column,
    writer: writers[column.name]!,
  }))
}

interface Run {
  readonly per: Per
  readonly writers: readonly ColumnWriter<unknown>[]
}

function runsOf(writers: readonly ColumnWriter<unknown>[]): readonly Run[] {
  const runs: { per: Per; writers: ColumnWriter<unknown>[] }[] = []
  for (const writer of writers) {
    const last = runs.at(-1)
    if (last?.per === writer.per) last.writers.push(writer)
    else runs.push({ per: writer.per, writers: [writer] })
  }
  return runs
}

function write({ writers }: Run, from: unknown, out: Uint8Array, start: number): number {
  let at = writers[0]!.write(from, out, start)
  for (let i = 1; i < writers.length; i++) {
    out[at] = comma
    at = writers[i]!.write(from, out, at + 1)
  }
  return at
}

function repeat(out: Uint8Array, from: number, to: number, at: number): number {
  if (to - from > shortCopy) out.copyWithin(at, from, to)
  else for (let i = 0; i < to - from; i++) out[at + i] = out[from + i]!
  return at + to - from
}

const kits = new Map<Dialect['quoting'], CellKit>()

/** One kit for all files that encode cells alike, so that alterations can keep cells by their kit. */
function kitFor(dialect: Dialect): CellKit {
  const known = kits.get(dialect.quoting)
  if (known !== undefined) return known
  const kit = cellKit(dialect)
  kits.set(dialect.quoting, kit)
  return kit
}

const tenants = new LruCache<string, Tenant>(8)

/** Tenants are the same for all datasets, so a few are kept: one takes some 30 ms and 2 MB to make. */
function tenantFor({ seed, referenceTime, dialect }: ResolvedSpec, kit: CellKit): Tenant {
  const key = `${seed}/${referenceTime}/${dialect.quoting}`
  const known = tenants.get(key)
  if (known !== undefined) return known
  const tenant = makeTenant(seed, referenceTime, kit)
  tenants.set(key, tenant)
  return tenant
}
