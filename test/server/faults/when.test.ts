import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SandboxOptions } from '../../../server/index.ts'
import { emulator } from '../../support/emulator.ts'

/** The statuses of so many calls of a sandbox. */
async function calls(options: SandboxOptions, times: number): Promise<number[]> {
  const balkanid = emulator()
  const inside = balkanid.in(balkanid.app.mock.create(options).id)
  const statuses: number[] = []
  for (let i = 0; i < times; i++) statuses.push((await inside.post('rbac2')).statusCode)
  return statuses
}

describe('a fault acts', () => {
  test.each([
    ['always', [500, 500, 500, 500]],
    [{ first: 2 }, [500, 500, 200, 200]],
    [{ nth: 3 }, [200, 200, 500, 200]],
    [{ from: 3 }, [200, 200, 500, 500]],
    [{ probability: 0 }, [200, 200, 200, 200]],
    [{ probability: 1 }, [500, 500, 500, 500]],
  ] as const)('when %j, on the calls of a sandbox: %j', async (when, statuses) => {
    expect(await calls({ scenario: { call: [{ fault: 'status', status: 500, when }] } }, 4)).toEqual(statuses)
  })

  test('on the polls of each export by itself', async () => {
    const balkanid = emulator({ scenario: { poll: [{ fault: 'status', status: 503, when: { nth: 2 } }] } })
    const [a, b] = [await balkanid.requestDownload('requests'), await balkanid.requestDownload('rbac2')]
    expect(await balkanid.polls(a.pollingUrl, 4)).toEqual([404, 503, 404, 200])
    expect(await balkanid.polls(b.pollingUrl, 4)).toEqual([404, 503, 404, 200])
  })

  test('on those exports alone that are meant, in the order of their POSTs', async () => {
    const poll = [{ fault: 'status', status: 503, ofExports: { nth: 2 } }] as const
    const balkanid = emulator({ scenario: { poll } })
    const exports = [
      await balkanid.requestDownload('requests'),
      await balkanid.requestDownload('rbac2'),
      await balkanid.requestDownload('requests'),
    ]
    const statuses = await Promise.all(exports.map(({ pollingUrl }) => balkanid.poll(pollingUrl)))
    expect(statuses).toEqual([404, 503, 404])
  })
})

test('a poll that a fault has answered does not bring the file nearer', async () => {
  const poll = [{ fault: 'status', status: 503, when: { first: 5 } }] as const
  const balkanid = emulator({ notReadyPolls: 1, scenario: { poll } })
  const { pollingUrl } = await balkanid.requestDownload('requests')
  expect(await balkanid.polls(pollingUrl, 7)).toEqual([503, 503, 503, 503, 503, 404, 200])
})

test('a poll that its signature does not let in is not counted', async () => {
  const balkanid = emulator({ scenario: { poll: [{ fault: 'status', status: 503, when: { nth: 1 } }] } })
  const { pollingUrl, url } = await balkanid.requestDownload('requests')
  expect(await balkanid.polls(url, 3)).toEqual([403, 403, 403])
  expect(await balkanid.polls(pollingUrl, 2)).toEqual([503, 404])
})

describe('with a probability', () => {
  const flaky = (probability: number, seed: number): SandboxOptions => ({
    seed,
    rows: 0,
    scenario: { call: [{ fault: 'status', status: 500, when: { probability } }] },
  })

  test('the same seed meets the same faults', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 5 }), fc.double({ min: 0, max: 1, noNaN: true }), async (seed, p) => {
        expect(await calls(flaky(p, seed), 20)).toEqual(await calls(flaky(p, seed), 20))
      }),
      { numRuns: 10 },
    )
  })

  test('another seed meets others, and about that share of them', async () => {
    const [one, another] = [await calls(flaky(0.3, 1), 1000), await calls(flaky(0.3, 2), 1000)]
    expect(one).not.toEqual(another)
    const share = (statuses: number[]) => statuses.filter((status) => status === 500).length / statuses.length
    expect(share(one)).toBeCloseTo(0.3, 1)
    expect(share(another)).toBeCloseTo(0.3, 1)
  })
})
