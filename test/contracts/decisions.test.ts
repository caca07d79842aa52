import { describe, expect, test } from 'vitest'
import { datasetSlugs, datasets, decisions, openQuestions } from '../../contracts/index.ts'

test('no two decisions share an id', () => {
  const ids = decisions.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

test('what is documented is not listed as a decision', () => {
  expect(new Set(decisions.map(({ basis }) => basis))).toEqual(new Set(['assumed', 'inferred']))
})

test.each(decisions)(
  '$id: asks a question, or states a contradiction, and answers it',
  ({ question, default: answer }) => {
    expect(question).toMatch(/[?.]$/)
    expect(answer).not.toBe('')
  },
)

const options = decisions.flatMap(({ id, option }) => (option === undefined ? [] : [{ id, ...option }]))

test.each(options)('$id: can be decided otherwise by $name', ({ name, choices }) => {
  expect(name).toMatch(/^--[a-z]+(?:-[a-z]+)*(?: |$)/)
  expect(choices).not.toBe('')
})

const questions = datasetSlugs.flatMap((slug) => openQuestions(datasets[slug]).map((open) => ({ slug, ...open })))

describe.each(questions)('the open question $slug.$id', ({ slug, id, readings: [first, ...others] }) => {
  const decision = decisions.find((candidate) => candidate.id === `${slug}.${id}`)!

  test('is decided for its first reading', () => {
    expect(decision.default).toContain(`\`${first}\``)
  })

  test('offers the others as the choices of --reading', () => {
    expect(decision.option).toEqual({
      name: `--reading ${slug}.${id}=…`,
      choices: others.map((other) => `\`${other}\``).join(', '),
    })
  })
})
