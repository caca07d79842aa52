import { describe, expect, test } from 'vitest'
import { type ClientCase, story } from '../../../contracts/client/story.ts'
import { clientRules, judgeClient, type Verdict } from '../../../contracts/index.ts'
import { listedIn } from './listed.ts'

const withCases = await Promise.all(
  clientRules.map(async (rule) => {
    const name = rule.id.slice('client/'.length)
    const { cases } = (await import(`../../../contracts/client/rules/${name}.cases.ts`)) as {
      cases: readonly ClientCase[]
    }
    return { ...rule, name, cases }
  }),
)

describe.each(withCases)('$id', ({ id, level, requirement, source, basis, idle, cases }) => {
  test('says what it is about, how we know, and how much it weighs', () => {
    expect(id).toMatch(/^client\/[a-z]+(?:-[a-z]+)+$/)
    expect(requirement).toMatch(/^The .*\.$/)
    expect(requirement).toContain(level === 'must' ? 'MUST' : 'SHOULD')
    expect(source).toMatch(/^https:\/\//)
    expect(['documented', 'inferred', 'assumed']).toContain(basis)
    expect(idle).toMatch(/^[A-Z].*\.$/)
  })

  test('can be kept, broken, and not exercised', () => {
    expect(cases.map(({ result }) => result)).toEqual(expect.arrayContaining(['passed', 'failed', 'not-exercised']))
  })

  test.each(cases)('$result for a client that $name', ({ story: told, options, result, shows }) => {
    const verdict = verdictOn(id, told.evidence(), options)
    expect([verdict.result, shownBy(verdict)]).toEqual([result, shows ?? []])
  })

  test.each(cases.filter(({ result }) => result === 'failed'))(
    'tells a client that $name what was received, expected, and how to mend it',
    ({ story: told, options }) => {
      const verdict = verdictOn(id, told.evidence(), options)
      const texts =
        verdict.result === 'failed' ? verdict.findings.flatMap((each) => [each.received, each.expected]) : []
      const remedies = verdict.result === 'failed' ? verdict.findings.map(({ remedy }) => remedy) : []
      expect(texts).not.toHaveLength(0)
      expect(texts.filter((text) => /undefined|NaN|\[object|^$/.test(text))).toEqual([])
      expect(remedies.filter((text) => !/^[A-Z].*\.$/.test(text))).toEqual([])
    },
  )

  test('is not exercised where nothing happened', () => {
    expect(verdictOn(id, story().evidence())).toMatchObject({ result: 'not-exercised', reason: idle })
  })
})

test('every rule has a file, every file with rules is listed, and no id is used twice', () => {
  expect(withCases.map(({ name }) => name).sort()).toEqual(listedIn('contracts/client/rules'))
})

function verdictOn(id: string, ...judged: Parameters<typeof judgeClient>): Verdict {
  return judgeClient(...judged).verdicts.find(({ rule }) => rule.id === id)!
}

function shownBy(verdict: Verdict): readonly (readonly number[])[] {
  return verdict.result === 'failed' ? verdict.findings.map(({ exchanges = [] }) => exchanges) : []
}
