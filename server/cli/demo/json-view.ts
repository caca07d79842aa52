import { maskText } from '../../journal/masking.ts'
import { version } from '../../version.ts'
import type { Event } from './event.ts'
import type { View } from './view.ts'

/** Of the progress of a download, that often is enough. Milliseconds. */
const progressMs = 250

/** A line of JSON an event, for programs. */
export function jsonView(stdout: NodeJS.WritableStream, now: () => number = () => performance.now()): View {
  const write = (event: string, members: object) => void stdout.write(`${JSON.stringify({ event, ...members })}\n`)
  let toldAt = Number.NEGATIVE_INFINITY
  return {
    begin: (beginning) => write('begun', beginning),
    tell({ event, atMs }) {
      if (event.kind === 'downloading') {
        if (now() - toldAt < progressMs) return
        toldAt = now()
      }
      write(event.kind, { atMs: Math.round(atMs), ...membersOf(event) })
    },
    showRows: ({ header, rows, note }, rowCount) => write('rows', { rowCount, header, rows, note }),
    async showReport(report) {
      if (report === undefined) return write('not-judged', {})
      const { reportDocument } = await import('../../../contracts/report/json.ts')
      write('judged', reportDocument({ tool: { name: 'balkanid-mock', version }, reports: [report] }))
    },
    suggest: () => undefined,
    end: () => undefined,
  }
}

/** Without the file, and without the signatures of its URLs. */
function membersOf({ kind: _, ...members }: Event): object {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, member]: [string, unknown]) => {
      if (name === 'chunks') return []
      return [[name, typeof member === 'string' ? maskText(member) : member]]
    }),
  )
}
