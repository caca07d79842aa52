import { describe, expect, test } from 'vitest'
import { type ExchangeFilter, matches, type Summary, select } from '../../../server/journal/filter.ts'

const call: Summary = { id: 1, phase: 'call', export: 'e1', method: 'POST', status: 200, fault: null, problem: null }
const poll: Summary = {
  id: 2,
  phase: 'poll',
  export: 'e1',
  method: 'HEAD',
  status: 503,
  fault: 'throttled, slow-answer',
  problem: null,
}
const late: Summary = { ...poll, id: 3, phase: 'download', method: 'GET', status: 403, fault: null, problem: 'expired' }
const broken: Summary = { ...poll, id: 4, phase: 'other', export: null, status: null, fault: 'reset' }
const all = [call, poll, late, broken]

describe('of a call, a poll, a download and one that is neither, a filter wants', () => {
  test.each<[filter: ExchangeFilter, ids: number[]]>([
    [{}, [1, 2, 3, 4]],
    [{ phase: 'poll' }, [2]],
    [{ export: 'e1' }, [1, 2, 3]],
    [{ export: 'e2' }, []],
    [{ method: 'HEAD' }, [2, 4]],
    [{ method: 'head' }, []],
    [{ status: 200 }, [1]],
    [{ status: 0 }, []],
    [{ fault: 'throttled' }, [2]],
    [{ fault: 'slow-answer' }, [2]],
    [{ fault: 'slow' }, []],
    [{ fault: true }, [2, 4]],
    [{ fault: false }, [1, 3]],
    [{ problem: 'expired' }, [3]],
    [{ problem: true }, [3]],
    [{ problem: false }, [1, 2, 4]],
    [{ after: 2 }, [3, 4]],
    [{ after: 0 }, [1, 2, 3, 4]],
    [{ limit: 2 }, [3, 4]],
    [{ limit: 9 }, [1, 2, 3, 4]],
    [{ limit: 0 }, []],
    [{ export: 'e1', limit: 1 }, [3]],
    [{ method: 'HEAD', after: 2 }, [4]],
    [{ phase: 'poll', fault: false }, []],
  ])('%j: %j', (filter, ids) => {
    expect(select(all, filter, (exchange) => exchange).map(({ id }) => id)).toEqual(ids)
  })
})

test('whether one exchange is wanted does not depend on the limit', () => {
  expect(matches(call, { limit: 0 })).toBe(true)
})
