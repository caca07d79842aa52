import { describe, expect, test } from 'vitest'
import type { Cases, Found } from '../../../contracts/csv/rules/cases.ts'
import { csvRules, rules, type Verdict } from '../../../contracts/index.ts'
import { checked, findingsIn } from '../../support/csv-reports.ts'

const allCases: readonly Cases[] = await Promise.all(
  csvRules.map(async ({ id }) => {
    const file = id.replace('csv/', '')
    const { cases } = (await import(`../../../contracts/csv/rules/${file}.cases.ts`)) as { cases: Cases }
    return cases
  }),
)

const placesOf = (verdict: Verdict): Found[] =>
  verdict.result === 'failed'
    ? verdict.findings.map(({ place }) => [place!.row, place!.line, place!.column?.number ?? null, place!.byte])
    : []

describe.each(allCases)('$rule.id', ({ rule, dataset, options, keeps, breaks }) => {
  test.each(keeps)('is kept by %s', (_, csv) => {
    expect(findingsIn(checked(dataset, csv, options))).toEqual([])
  })

  test.each(breaks)('is broken by %s', (_, csv, found) => {
    const report = checked(dataset, csv, options)
    const verdict = report.verdicts.find((each) => each.rule.id === rule.id)!
    expect(placesOf(verdict)).toEqual(found)
    expect(findingsIn(report)).toEqual(found.map(() => expect.stringContaining(`${rule.id}: `)))
  })
})

describe('every rule is complete', () => {
  test.each(csvRules)('$id', ({ id, level, requirement, source, basis, mutation }) => {
    expect(id).toMatch(/^csv\/[a-z0-9]+(?:-[a-z0-9]+)*$/)
    expect(['must', 'should']).toContain(level)
    expect(requirement).toMatch(/^[A-Z].*\.$/)
    expect(source).toMatch(/^https:\/\//)
    expect(['documented', 'inferred', 'assumed']).toContain(basis)
    expect(['columns', 'head', 'tail', 'whole']).toContain(mutation.kind)
  })

  test.each([
    [
      'a sentence of the page',
      'documented',
      ['html', 'missing-column', 'required-cell', 'incomplete-pair', 'go-duration'],
    ],
    ['its samples alone', 'inferred', ['missing-header', 'misplaced-column', 'ulid', 'app-id', 'json-shape']],
    ['a standard that it does not name', 'inferred', ['not-utf8', 'nul', 'mixed-line-ends', 'truncated']],
    ['nothing that it says or shows', 'assumed', ['gzip']],
  ])('what follows from %s is %s', (_, basis, names) => {
    const follow = rules.filter(({ id }) => names.some((name) => id === `csv/${name}`))
    expect(follow.map((rule) => rule.basis)).toEqual(names.map(() => basis))
  })

  test.each(allCases)('$rule.id has a case that keeps it and one that breaks it', ({ rule, keeps, breaks }) => {
    expect(csvRules).toContain(rule)
    expect(keeps.length).toBeGreaterThan(0)
    expect(breaks.length).toBeGreaterThan(0)
  })

  test('no two have the same id', () => {
    expect(new Set(csvRules.map(({ id }) => id)).size).toBe(csvRules.length)
  })
})
