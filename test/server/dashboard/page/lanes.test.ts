import { describe, expect, test } from 'vitest'
import { isWanted, Lanes, none, stepsOf } from '../../../../server/dashboard/page/timeline/lanes.js'
import type { ExchangeMark, Export, Report } from '../../../../server/dashboard/page/types.ts'

let count = 0

/** A poll of the export `e1` that got 404, unless something else is said; each a second after the one before. */
function mark(changes: Partial<ExchangeMark> = {}): ExchangeMark {
  const id = ++count
  return {
    id,
    sandbox: 'default',
    export: 'e1',
    phase: 'poll',
    time: new Date(Date.UTC(2026, 0, 1) + id * 1000).toISOString(),
    method: 'HEAD',
    path: '/storage/e1.csv',
    status: 404,
    bytesSent: 0,
    durationMs: 10,
    gapMs: null,
    fault: null,
    problem: null,
    note: null,
    brokenOff: false,
    contentLength: null,
    ...changes,
  }
}

const times = (many: number, changes: Partial<ExchangeMark> = {}) => Array.from({ length: many }, () => mark(changes))

function lanesOf(marks: readonly ExchangeMark[]): Lanes {
  const lanes = new Lanes()
  lanes.takeExchanges(marks)
  return lanes
}

/** The steps of the only lane, in few words. */
function shown(lanes: Lanes): string {
  const [lane] = lanes.all.values()
  return stepsOf(lane!, lanes.flags)
    .map((step) => (step.kind === 'fold' ? `[${step.count} × ${step.status}]` : String(step.mark.status)))
    .join(' ')
}

function exportOf(id: string, changes: Partial<Export> = {}): Export {
  return { id, dataset: 'requests', state: 'preparing', downloading: null, ...changes } as Export
}

function reportBlaming(exchanges: readonly number[]): Report {
  const rule = {
    id: 'client/waits-between-polls',
    level: 'must',
    requirement: '',
    source: '',
    basis: 'assumed',
  } as const
  const finding = { received: '', expected: '', remedy: '', exchanges }
  return {
    judge: 'client',
    subject: 'default',
    facts: {},
    verdicts: [{ rule, result: 'failed', findings: [finding], total: 1 }],
  }
}

describe('a lane', () => {
  test('is made for each export, in the order in which they are told of', () => {
    const lanes = lanesOf([mark({ export: 'a' }), mark({ export: 'b' }), mark({ export: 'a' })])
    expect([...lanes.all.keys()]).toEqual(['a', 'b'])
    expect(lanes.all.get('a')?.marks).toHaveLength(2)
  })

  test('is there for what belongs to no export', () => {
    expect([...lanesOf([mark({ export: null, phase: 'other' })]).all.keys()]).toEqual([none])
  })

  test('shows its exchanges in their order', () => {
    expect(shown(lanesOf([mark({ phase: 'call', status: 200 }), mark(), mark({ status: 200 })]))).toBe('200 404 200')
  })

  test('tells the time between the end of an exchange and the next one', () => {
    const [lane] = lanesOf(times(3)).all.values()
    expect(stepsOf(lane!, new Map()).map(({ gapMs }) => gapMs)).toEqual([null, 990, 990])
  })

  test('counts the exchanges of each phase for itself', () => {
    const lanes = lanesOf([mark({ phase: 'call' }), mark(), mark(), mark({ phase: 'download' })])
    const steps = stepsOf(lanes.all.get('e1')!, lanes.flags)
    expect(steps.map((step) => step.kind === 'mark' && step.number)).toEqual([1, 1, 2, 1])
  })

  test('keeps the latest exchanges alone, and knows how many it has let go', () => {
    const lane = lanesOf(times(510)).all.get('e1')!
    expect([lane.marks.length, lane.forgotten]).toEqual([500, 10])
  })

  test('is kept with the latest thousand, beside that of what belongs to none', () => {
    const lanes = lanesOf([
      mark({ export: null }),
      ...Array.from({ length: 1010 }, (_, i) => mark({ export: `e${i}` })),
    ])
    expect([lanes.all.size, lanes.dropped]).toEqual([1000, 11])
    expect([...lanes.all.keys()].slice(0, 2)).toEqual([none, 'e11'])
  })

  test('knows the size of its file from the poll that found it', () => {
    expect(lanesOf([mark({ contentLength: 50 })]).all.get('e1')?.size).toBeNull()
    expect(lanesOf([mark({ status: 200, contentLength: 99 })]).all.get('e1')?.size).toBe(99)
  })

  test('learns of its export, and says that it has changed', () => {
    const lanes = lanesOf([mark({ export: 'a' })])
    expect([...lanes.takeExports([exportOf('a'), exportOf('b')])]).toEqual(['a', 'b'])
    expect(lanes.all.get('a')?.export?.state).toBe('preparing')
  })

  test('knows the size from a download under way', () => {
    const lanes = new Lanes()
    lanes.takeExports([exportOf('a', { downloading: { sent: 1, of: 7 } })])
    expect(lanes.all.get('a')?.size).toBe(7)
  })
})

describe('a run of equal polls', () => {
  test('is shown poll by poll as long as it is short', () => {
    expect(shown(lanesOf(times(6)))).toBe('404 404 404 404 404 404')
  })

  test('is folded when it is longer, but for its first and last two', () => {
    expect(shown(lanesOf(times(40)))).toBe('404 404 [36 × 404] 404 404')
  })

  test('ends where the answer is another', () => {
    expect(shown(lanesOf([...times(10), mark({ status: 503, fault: 'status' }), ...times(8)]))).toBe(
      '404 404 [6 × 404] 404 404 503 404 404 [4 × 404] 404 404',
    )
  })

  test('is not folded over an exchange that a verdict names', () => {
    const marks = times(20)
    const lanes = lanesOf(marks)
    lanes.takeReport(reportBlaming([marks[9]!.id]))
    expect(shown(lanes)).toBe('404 404 [5 × 404] 404 404 404 404 404 [6 × 404] 404 404')
  })

  test('is folded where all of it breaks the same rule', () => {
    const marks = times(20)
    const lanes = lanesOf(marks)
    lanes.takeReport(reportBlaming(marks.slice(8).map(({ id }) => id)))
    expect(shown(lanes)).toBe('404 404 [4 × 404] 404 404 404 404 [8 × 404] 404 404')
  })

  test('is shown whole in a lane that was opened', () => {
    const lanes = lanesOf(times(9))
    lanes.all.get('e1')!.isOpen = true
    expect(shown(lanes)).toBe(Array(9).fill('404').join(' '))
  })
})

describe('a report', () => {
  test('flags the exchanges that it names, and says which lanes that changes', () => {
    const [a, b] = [mark({ export: 'a' }), mark({ export: 'b' })]
    const lanes = lanesOf([a, b])
    expect([...lanes.takeReport(reportBlaming([b.id]))]).toEqual(['b'])
    expect(lanes.flags).toEqual(new Map([[b.id, ['client/waits-between-polls']]]))
  })

  test('takes flags back that it does not have any more', () => {
    const a = mark({ export: 'a' })
    const lanes = lanesOf([a])
    lanes.takeReport(reportBlaming([a.id]))
    expect([...lanes.takeReport(reportBlaming([]))]).toEqual(['a'])
    expect(lanes.flags.size).toBe(0)
  })
})

describe('a filter', () => {
  const lanes = lanesOf([mark({ export: 'plain' }), mark({ export: 'odd', status: 503, fault: 'status' })])
  lanes.takeExports([exportOf('told')])
  const wanted = (filter: { text?: string; onlyRemarkable?: boolean }) =>
    [...lanes.all.values()]
      .filter((lane) => isWanted(lane, { text: '', onlyRemarkable: false, ...filter }, lanes.flags))
      .map(({ id }) => id)

  test.each([
    ['nothing', {}, ['plain', 'odd', 'told']],
    ['a part of an id', { text: 'PLA' }, ['plain']],
    ['a status', { text: '503' }, ['odd']],
    ['what stands on it', { text: 'not ready' }, ['told']],
    ['a fault', { text: 'status' }, ['odd']],
    ['what is nowhere', { text: 'zzz' }, []],
    ['only what is remarkable', { onlyRemarkable: true }, ['odd']],
  ])('by %s', (_, filter, ids) => {
    expect(wanted(filter)).toEqual(ids)
  })
})

test('all of it is forgotten when the sandbox begins anew', () => {
  const lanes = lanesOf(times(3))
  lanes.forget()
  expect([lanes.all.size, lanes.flags.size]).toEqual([0, 0])
})
