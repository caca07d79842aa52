import { describe, expect, test } from 'vitest'
import { buildApp, type MockOptions, OptionError, type ScenarioDefinition } from '../../../server/index.ts'
import { emulator } from '../../support/emulator.ts'

/** As a program in JavaScript, or a file, may give it. */
function mistakesOf(scenario: object): readonly (readonly [string, string, string | undefined])[] {
  return mistakesIn(() => buildApp({ scenarios: { mine: scenario as ScenarioDefinition } }))
}

function mistakesIn(making: () => unknown): readonly (readonly [string, string, string | undefined])[] {
  try {
    making()
  } catch (error) {
    expect(error).toBeInstanceOf(OptionError)
    return (error as OptionError).mistakes.map(({ path, received, nearest }) => [path, received, nearest] as const)
  }
  throw new Error('It was not refused.')
}

describe('each mistake has its path, what was received, and the nearest word:', () => {
  test.each<[object, string, string, string | undefined]>([
    [{ call: [{ fault: 'stal' }] }, 'scenarios.mine.call[0].fault', '"stal"', 'stall'],
    [{ call: [{}] }, 'scenarios.mine.call[0].fault', 'nothing', undefined],
    [{ call: [{ fault: 'delay', fore: '5s' }] }, 'scenarios.mine.call[0].fore', 'the unknown name "fore"', 'for'],
    [{ call: [{ fault: 'delay', for: '5 sec' }] }, 'scenarios.mine.call[0].for', '"5 sec"', undefined],
    [{ poll: [{ fault: 'status', status: 200 }] }, 'scenarios.mine.poll[0].status', '200', undefined],
    [{ poll: [{ fault: 'reset', when: { nth: 0 } }] }, 'scenarios.mine.poll[0].when.nth', '0', undefined],
    [{ poll: [{ fault: 'reset', when: 'allways' }] }, 'scenarios.mine.poll[0].when', '"allways"', 'always'],
    [{ readiness: { after: 'pols', polls: 2 } }, 'scenarios.mine.readiness.after', '"pols"', 'polls'],
    [
      { file: [{ alteration: 'missing-colum' }] },
      'scenarios.mine.file[0].alteration',
      '"missing-colum"',
      'missing-column',
    ],
    [{ sumary: 'x' }, 'scenarios.mine.sumary', 'the unknown name "sumary"', 'summary'],
    [{ rows: { request: 5 } }, 'scenarios.mine.rows.request', 'the unknown name "request"', 'requests'],
  ])('%j', (scenario, path, received, nearest) => {
    expect(mistakesOf(scenario)).toEqual([[path, received, nearest]])
  })
})

test('five mistakes in one document are told at once', () => {
  const five = {
    summary: 5,
    rows: -1,
    call: [{ fault: 'stal' }, { fault: 'status' }],
    download: [{ fault: 'reset', afterBytes: '64K' }],
  }
  expect(mistakesOf(five).map(([path]) => path)).toEqual([
    'scenarios.mine.summary',
    'scenarios.mine.call[0].fault',
    'scenarios.mine.call[1].status',
    'scenarios.mine.download[0].afterBytes',
    'scenarios.mine.rows',
  ])
})

test('and those of the other options with them', () => {
  const options = { sead: 1, scenario: 'flaky-pols', scenarios: { mine: { rows: -1 } } } as unknown as MockOptions
  expect(mistakesIn(() => buildApp(options)).map(([path, , nearest]) => [path, nearest])).toEqual([
    ['sead', 'seed'],
    ['scenarios.mine.rows', undefined],
    ['scenario', 'flaky-polls'],
  ])
})

test.each(['Mine', 'a b', '-a', 'default', 'huge'])('a scenario cannot be called %s', (name) => {
  expect(mistakesIn(() => buildApp({ scenarios: { [name]: {} } }))).toHaveLength(1)
})

test('a sandbox that is made refuses as the server does', () => {
  const { mock } = emulator().app
  const wrong = { scenario: { poll: [{ fault: 'htlm' }] }, sead: 1 } as object
  expect(mistakesIn(() => mock.create(wrong)).map(([path, , nearest]) => [path, nearest])).toEqual([
    ['sead', 'seed'],
    ['scenario.poll[0].fault', 'html'],
  ])
})

test('a preset stays as it is', () => {
  const { mock } = emulator().app
  expect(() => mock.defineScenario('huge', {})).toThrow(expect.objectContaining({ code: 'preset-scenario' }))
  expect(() => mock.removeScenario('huge')).toThrow(expect.objectContaining({ code: 'preset-scenario' }))
})

test('a scenario that a sandbox has cannot be removed', () => {
  const { mock } = emulator().app
  mock.defineScenario('mine', {})
  mock.create({ scenario: 'mine' })
  expect(() => mock.removeScenario('mine')).toThrow(expect.objectContaining({ code: 'scenario-in-use' }))
})
