import { describe, expect, test } from 'vitest'
import { type Rule, rules } from '../../../contracts/index.ts'
import { started } from '../../support/started.ts'
import { run } from '../../support/terminal.ts'

type Listed = Rule & { readonly scenario?: string }

async function listed(...args: string[]): Promise<readonly Listed[]> {
  const { code, stdout } = await run(['rules', ...args, '--json'])
  expect(code).toBe(0)
  return JSON.parse(stdout) as Listed[]
}

async function idsOf(...args: string[]): Promise<readonly string[]> {
  return (await listed(...args)).map(({ id }) => id)
}

const judges = ['csv', 'provider', 'client']

describe('rules', () => {
  test('are listed all, each with its sentence, source and basis', async () => {
    const { code, stdout } = await run(['rules'])
    expect(code).toBe(0)
    const blocks = stdout.trimEnd().split('\n\n')
    expect(blocks.map((block) => block.split(' ')[0])).toEqual(rules.map(({ id }) => id))
    const words = (text: string) => text.split(/\s+/).join(' ')
    const missing = rules.filter(({ requirement, level, basis, source }, i) =>
      [`(${level})`, requirement, `${basis}: ${source}`].some((part) => !words(blocks[i]!).includes(words(part))),
    )
    expect(missing).toEqual([])
  })

  test('are the same as JSON', async () => {
    expect((await listed()).map(({ scenario, ...rule }) => rule)).toEqual(rules)
  })

  test.each(judges)('of %s are listed by that name', async (judge) => {
    const ids = await idsOf(judge)
    expect(ids).toEqual(rules.map(({ id }) => id).filter((id) => id.startsWith(`${judge}/`)))
    expect(ids.length).toBeGreaterThan(10)
  })

  test('are found by their id, or what follows the judge in it', async () => {
    expect(await idsOf('csv/email')).toEqual(['csv/email'])
    expect(await idsOf('email')).toEqual(['csv/email'])
  })

  test('on files name the scenario that breaks them', async () => {
    const { stdout } = await run(['rules', 'csv/email'])
    expect(stdout).toMatch(/^csv\/email \(must\)\n {2}.*\n {2}documented: https:.*\n {2}scenario: broken\/email\n$/)
    const known = (await started()).scenarios().map(({ name }) => name)
    const named = (await listed()).flatMap(({ scenario }) => scenario ?? [])
    expect(named.filter((name) => !known.includes(name))).toEqual([])
    expect(named).toHaveLength((await idsOf('csv')).length)
  })

  test.each<[string, string[], string]>([
    [
      'an unknown rule',
      ['csv/emial'],
      'Received the rule "csv/emial"; expected the id of one, or csv, provider or client, the nearest being csv/email.',
    ],
    [
      'an unknown word',
      ['emial'],
      'Received the rule "emial"; expected the id of one, or csv, provider or client, the nearest being email.',
    ],
    ['two rules', ['email', 'ulid'], 'Received "ulid" after the rule; expected nothing more.'],
  ])('are refused where they are %s, with exit code 2', async (_, args, sentence) => {
    expect(await run(['rules', ...args])).toEqual({ code: 2, stdout: '', stderr: `balkanid-mock: ${sentence}\n` })
  })
})
