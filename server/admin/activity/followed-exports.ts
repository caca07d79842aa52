import type { Export } from '../../exports/export-store.ts'
import type { ExportDescription, HostedSandbox } from '../../sandboxes/sandbox.ts'
import type { World } from '../../sandboxes/world.ts'

/** An export with what is being sent of its file. */
export interface LiveExport extends ExportDescription {
  /** Bytes of the answer that is under way, and how many it will have; `null` where nothing is being sent. */
  readonly downloading: Progress | null
}

export interface Progress {
  readonly sent: number
  readonly of: number | null
}

/** The youngest that are followed; older ones stay as they were last told. */
const mostFollowed = 1000
/** Those beyond have their turn next time. */
const mostTold = 200

interface Followed {
  readonly export: Export
  /** What tells whether it has changed; empty until it is told for the first time. */
  told: string
  /** What is forgotten, and told in its last state, does not change any more. */
  isOver: boolean
}

/** The exports of a sandbox that are new or have changed, found by comparing them with what was told of them. */
export class FollowedExports {
  private readonly sandbox: HostedSandbox
  private readonly world: World
  private followed: Followed[] = []
  private youngest: Export | undefined
  private isFirst = true
  /** Where to go on looking, so that each has its turn. */
  private from = 0

  constructor(sandbox: HostedSandbox) {
    this.sandbox = sandbox
    this.world = sandbox.world
  }

  /** @returns all that are followed at first, then those that are new or changed; `undefined` where there is none */
  next(): { readonly exports: readonly LiveExport[] } | undefined {
    this.takeNew()
    const most = this.isFirst ? mostFollowed : mostTold
    const sending = this.progress()
    const now = this.world.clock.now()
    const told = new Set<Followed>()
    const { exports } = this.world
    const { followed, from } = this
    for (let i = 0; i < followed.length && told.size < most; i++) {
      const each = followed[(from + i) % followed.length]!
      const seen = this.signature(each.export, now, sending.get(each.export.id))
      each.isOver = exports.find(each.export.id) !== each.export
      this.from = (from + i + 1) % followed.length
      if (seen === each.told) continue
      each.told = seen
      told.add(each)
    }
    if (told.size === 0 && !this.isFirst) return undefined
    this.isFirst = false
    const described = followed
      .filter((each) => told.has(each))
      .map(({ export: each }) => ({
        ...this.sandbox.describeExport(each),
        downloading: sending.get(each.id) ?? null,
      }))
    return { exports: described }
  }

  private takeNew(): void {
    const { exports } = this.world
    for (const each of exports.after(this.youngest)) {
      this.youngest = each
      this.followed.push({ export: each, told: '', isOver: false })
    }
    this.followed = this.followed.filter(({ isOver }) => !isOver).slice(-mostFollowed)
    if (this.from >= this.followed.length) this.from = 0
  }

  private signature(each: Export, now: number, progress: Progress | undefined): string {
    const { state, polls, downloads } = this.sandbox.glance(each, now)
    return `${state} ${polls} ${downloads} ${progress?.sent} ${progress?.of}`
  }

  /** By export; where several downloads of one are under way, of the one that began last. */
  private progress(): ReadonlyMap<string, Progress> {
    const found = new Map<string, Progress>()
    for (const { world, exchange } of this.world.downloads.sending) {
      const { exportId, phase, bytesSent, responseHeaders } = exchange
      if (world !== this.world || exportId === undefined || phase !== 'download') continue
      const length = responseHeaders?.['content-length']
      found.set(exportId, { sent: bytesSent, of: length === undefined ? null : Number(length) })
    }
    return found
  }
}
