import { describe, expect, test } from 'vitest'
import { goodClient, type Story, story } from '../../../contracts/client/story.ts'
import {
  type ClientEvidence,
  type ClientOptions,
  clientOptionDefaults,
  clientOptions,
  clientRules,
  datasetSlugs,
  datasets,
  judgeClient,
  outcomeOf,
  reportFormats,
  type Verdict,
} from '../../../contracts/index.ts'

function verdictOn(id: string, told: Story, options: ClientOptions = {}): Verdict {
  return judgeClient(told.evidence(), options).verdicts.find(({ rule }) => rule.id === `client/${id}`)!
}

const ready = () => story().post().wait(1000).poll(200)
const hammering = () => story().post().polls(40, 404, 10)

describe('a report', () => {
  test('has a verdict for each rule, in their order, and nothing of the rule but what reports show', () => {
    const { verdicts } = judgeClient(goodClient().evidence())
    expect(verdicts.map(({ rule }) => rule.id)).toEqual(clientRules.map(({ id }) => id))
    expect(Object.keys(verdicts[0]!.rule).sort()).toEqual(['basis', 'id', 'level', 'requirement', 'source'])
  })

  test('names the sandbox, its scenario, and what was seen', () => {
    const evidence: ClientEvidence = { ...goodClient().evidence(), scenario: 'slow', outcome: 'succeeded' }
    expect(judgeClient(evidence)).toMatchObject({
      judge: 'client',
      subject: 's1',
      scenario: 'slow',
      facts: { exchanges: 4, forgotten: 0, calls: 1, exports: 1, polls: 2, downloads: 1, outcome: 'succeeded' },
    })
  })

  test('of a run whose time was up says so, and what would help', () => {
    const waiting = story().post().polls(3, 404, 1000).know({ timedOut: true, now: '2026-01-01T00:00:03.010Z' })
    expect(judgeClient(waiting.evidence()).facts).toMatchObject({ outcome: 'timed out' })
    expect(verdictOn('gives-up', waiting)).toMatchObject({
      result: 'could-not-check',
      reason:
        'Export export-1 was not ready, and the run was ended after 3 polls and 2 s of polling, before the budget was used up: the time that the run was given is too short for a budget of 15 min. Give it more time, or lower the budget.',
    })
  })

  test.each<readonly [string, Story]>([
    ['checks-the-answer', story().post({ fault: 'malformed' })],
    ['notices-a-broken-file', story().post().poll(200).get({ fault: 'truncate' })],
    ['finishes-downloads', story().post().poll(200).get({ fault: 'stall', bytesSent: 10, brokenOff: true })],
  ])('never asks for the outcome of a run that had none: %s', (id, told) => {
    expect(verdictOn(id, told)).toMatchObject({ reason: expect.stringMatching(/Hand in the outcome/) })
    expect(verdictOn(id, told.know({ timedOut: true }))).toMatchObject({
      result: 'could-not-check',
      reason: expect.stringMatching(/the run was ended before .* Give it more time\.$/),
    })
  })

  test('cites the page of the dataset whose body is wrong', () => {
    const notes = datasetSlugs.map((dataset) => {
      const verdict = verdictOn('sends-documented-body', story().post({ dataset, body: '[]' }))
      return verdict.result === 'failed' ? verdict.findings[0].note : undefined
    })
    const pages = datasetSlugs.map((slug) => datasets[slug].download.source)
    expect(notes).toEqual(pages.map((page) => `The body of this call is documented at ${page}.`))
    expect(new Set(pages)).toHaveLength(datasetSlugs.length)
  })

  test('can be written as JSON, and says the same then', () => {
    const report = judgeClient(hammering().evidence())
    expect(JSON.parse(JSON.stringify(report))).toEqual(report)
  })

  test('of a client that did nothing says that nothing was checked', () => {
    expect(outcomeOf(judgeClient(story().evidence()))).toBe('nothing-checked')
  })

  test('of a good client says that it has kept the contract, warnings included', () => {
    expect(outcomeOf(judgeClient(goodClient().evidence()), { strict: true })).toBe('kept')
  })
})

describe('a verdict', () => {
  test('that passed tells how often it was looked at', () => {
    expect(verdictOn('polls-with-head', goodClient())).toMatchObject({ result: 'passed', checked: 2 })
  })

  test('that failed shows the first findings and counts them all', () => {
    const manyTimes = Array.from({ length: 30 }).reduce<Story>((soFar) => soFar.post({ body: '[]' }), story())
    const verdict = verdictOn('sends-documented-body', manyTimes)
    expect(verdict).toMatchObject({ result: 'failed', total: 30 })
    expect(verdict.result === 'failed' && verdict.findings).toHaveLength(10)
  })

  test('that failed in one place is not softened by what is unclear in another', () => {
    const told = story().post().poll(404, { durationMs: 0 }).poll(404).wait(10).poll(404).know({ clock: 'manual' })
    expect(verdictOn('waits-between-polls', told).result).toBe('failed')
  })

  test('is the same whether there is one export or two', () => {
    const two = hammering().post().wait(1000).poll(200).get()
    expect(verdictOn('waits-between-polls', two)).toEqual(verdictOn('waits-between-polls', hammering()))
  })
})

describe('the evidence of a finding', () => {
  test('is a table of the exchanges', () => {
    const verdict = verdictOn('waits-between-polls', story().post().poll(404).wait(1000).poll(404).wait(20).poll(404))
    expect(verdict).toMatchObject({
      findings: [
        {
          received: 'a wait of 20 ms (export export-1)',
          expected: 'at least 100 ms between an answer and the next poll',
          exchanges: [4],
          evidence: {
            columns: ['poll', 'time', 'gap', 'sent', 'answer', 'expected'],
            rows: [
              ['1', '00:00:00.001', '', 'HEAD', '404', ''],
              ['2', '00:00:01.002', '1 s', 'HEAD', '404', ''],
              ['3', '00:00:01.023', '20 ms', 'HEAD', '404', 'gap from 100 ms'],
            ],
          },
        },
      ],
    })
  })

  test('shows a dozen rows around the breach of many, and tells how many it leaves out', () => {
    const told = story().post().polls(50, 404, 1000).wait(-990).polls(1, 404, 1000).polls(40, 404, 1000)
    const verdict = verdictOn('waits-between-polls', told)
    const rows = verdict.result === 'failed' ? verdict.findings[0].evidence!.rows : []
    expect(rows.map(([place, time]) => (place === '…' ? time : place)).join(' ')).toBe(
      '1 44 left out 46 47 48 49 50 51 52 53 54 55 35 left out 91',
    )
  })

  test.each<readonly [string, Story]>([
    ['is truncated', ready().get({ fault: 'truncate' })],
    ['is a page', ready().get({ fault: 'html' })],
    ['is reset', ready().get({ fault: 'reset', brokenOff: true, bytesSent: 10 })],
    ['lacks a column', ready().get({ fault: 'missing-column' }).damaged('A column is missing.')],
  ])('has no cell cut in a terminal of 80 columns where a download %s', (_, told) => {
    const report = judgeClient(told.know({ outcome: 'succeeded' }).evidence())
    const text = reportFormats.console.render(
      { tool: { name: 'x', version: '1' }, reports: [report], strict: false },
      { verbose: false, colour: false, width: 80 },
    )
    expect(text).toMatch(/^ +download +time +gap +sent +answer +expected$/m)
    expect(text).not.toContain('…')
  })

  test('tells of a Retry-After beyond all dates', () => {
    const never = { answerHeaders: { 'retry-after': '9'.repeat(20) } }
    const verdict = verdictOn('honours-retry-after', story().post().poll(429, never).wait(1000).poll(200))
    expect(verdict).toMatchObject({ findings: [{ expected: expect.stringContaining('the end of time') }] })
  })
})

describe('options', () => {
  test.each(Object.entries(clientOptions))('%s has a default, a unit, and is called assumed', (name, option) => {
    expect(option).toMatchObject({ basis: 'assumed', unit: expect.stringMatching(/^(?:ms|polls|tries)$/) })
    expect(clientOptionDefaults).toHaveProperty(name, option.default)
    expect(option.description).toMatch(/^[a-z]/)
  })

  test('choose what the documentation leaves open', () => {
    const told = story().post().polls(3, 404, 500).poll(200)
    expect(verdictOn('waits-between-polls', told).result).toBe('passed')
    expect(verdictOn('waits-between-polls', told, { minGapMs: 1000 }).result).toBe('failed')
  })

  test('that are undefined are those by default', () => {
    expect(judgeClient(goodClient().evidence(), { minGapMs: undefined })).toEqual(judgeClient(goodClient().evidence()))
  })

  test('that are infinite lift a limit', () => {
    const told = story().post().polls(1200, 404, 1000)
    expect(verdictOn('gives-up', told).result).toBe('failed')
    const unlimited = { mostPolls: Number.POSITIVE_INFINITY, budgetMs: Number.POSITIVE_INFINITY }
    expect(verdictOn('gives-up', told, unlimited).result).toBe('passed')
  })

  test.each([-1, Number.NaN, '5'])('that are no number from 0 on (%s) are refused by name', (minGapMs) => {
    expect(() => judgeClient(story().evidence(), { minGapMs } as ClientOptions)).toThrow(
      new RangeError(`Received ${minGapMs} for minGapMs; expected a number of ms, 0 or more. Correct it.`),
    )
  })
})

describe('the work grows with the number of exchanges, and no faster, for', () => {
  const often = (count: number, step: (told: Story) => Story, first = story().post().poll(200)) =>
    Array.from({ length: count })
      .reduce<Story>((told) => step(told), first)
      .evidence()
  const throttled = { durationMs: 0, answerHeaders: { 'retry-after': 5 } }

  test.each<readonly [string, (count: number) => ClientEvidence]>([
    [
      'exports that are polled and fetched',
      (count) => often(count / 4, (told) => told.post().wait(1000).poll(404).wait(1000).poll(200).get(), story()),
    ],
    ['a client that hammers', (count) => often(count, (told) => told.poll(404), story().post())],
    [
      'a client that does not heed Retry-After while the clock stands still',
      (count) => often(count, (told) => told.poll(429, throttled), story().post().know({ clock: 'manual' })),
    ],
    [
      'a client that calls on while the clock stands still',
      (count) => often(count, (told) => told.post({ status: 429, ...throttled }), story().know({ clock: 'manual' })),
    ],
    [
      'a client that fetches a truncated file again and again',
      (count) => often(count, (told) => told.get({ fault: 'truncate' })),
    ],
    [
      'a client that fetches a file in many parts, every other one',
      (count) => {
        let at = 0
        return often(count, (told) => told.part(at++ * 2, at * 2 - 1))
      },
    ],
  ])('%s', (_, evidenceOf) => {
    const [few, many] = [evidenceOf(2000), evidenceOf(32_000)]
    leastWork(few) // until it is compiled
    const ratio = leastWork(many) / leastWork(few)
    expect(ratio).toBeLessThan(64) // 16 where it grows alike, 256 where it grows with the square
  })
})

/** What a judgement takes of the processor, in microseconds: the least of some, as other work comes on top. */
function leastWork(evidence: ClientEvidence): number {
  const times = Array.from({ length: 3 }, () => {
    const begin = process.cpuUsage()
    judgeClient(evidence)
    const { user, system } = process.cpuUsage(begin)
    return user + system
  })
  return Math.min(...times)
}
