import { describe, expect, test } from 'vitest'
import { datasetSlugs, datasets, providerRules } from '../../../contracts/index.ts'
import { type Breach, breaches, faultyProvider } from '../../support/faulty-provider.ts'
import { rulesThat, verified } from './verified.ts'

test('a service that keeps the contract by its own means passes every rule', async () => {
  const { baseUrl } = await faultyProvider()
  const reports = await verified({ baseUrl })
  expect(reports.map(({ dataset }) => dataset)).toEqual(datasetSlugs)
  expect(rulesThat(reports, 'failed', 'could-not-check')).toEqual([])
  expect(rulesThat(reports, 'passed')).toEqual(providerRules.map(({ id }) => id))
})

test('no two rules share an id', () => {
  const ids = providerRules.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

test.each(Object.entries(breaches).map(([breach, ids]) => [breach as Breach, [ids].flat()] as const))(
  'a service that %s breaks %s and nothing else',
  async (breach, ids) => {
    const { baseUrl } = await faultyProvider({ breaches: [breach] })
    expect(rulesThat(await verified({ baseUrl, limits: { polls: 5 } }), 'failed')).toEqual(ids)
  },
)

describe.each(providerRules)('$id', (rule) => {
  test('is a sentence with a level, a basis and a source', () => {
    expect(rule.id).toMatch(/^provider\/[a-z0-9-]+$/)
    expect(rule.requirement).toMatch(/^[A-Za-z].*\.$/)
    expect(['must', 'should']).toContain(rule.level)
    expect(['documented', 'inferred', 'assumed']).toContain(rule.basis)
    for (const slug of datasetSlugs) {
      const { download } = datasets[slug]
      const source = rule.source(datasets[slug])
      expect(source === download.source || source.startsWith('https://www.rfc-editor.org/rfc/rfc9110#section-')).toBe(
        true,
      )
    }
  })

  test('can be broken', () => {
    expect(Object.values<string | readonly string[]>(breaches).flat()).toContain(rule.id)
  })
})
