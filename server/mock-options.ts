import { nearWord } from '../contracts/nearest.ts'
import { oneReadinessEach, optionMembers } from './option-members.ts'
import type { MockOptions, ReadOptions } from './options.ts'
import { brokenNamespace, defaultSandboxId, reservedFor } from './sandboxes/reserved-ids.ts'
import { presetNames } from './scenarios/presets.ts'
import { scenarioName, scenarioShape } from './scenarios/scenario.ts'
import {
  check,
  either,
  isRecord,
  object,
  optional,
  type Place,
  record,
  refined,
  type Shape,
  text,
} from './shapes/index.ts'

/** What a scenario that a user adds may be called. */
const newName: Shape<string> = {
  expected: '1 to 64 lower-case letters, digits and hyphens',
  schema: {
    type: 'string',
    pattern: scenarioName.source,
    not: { enum: [defaultSandboxId, brokenNamespace, ...presetNames] },
  },
  read(name, place) {
    const expected = refusedName(String(name))
    if (expected !== undefined) place.wrong(place.show(name), expected)
    return name as string
  },
}

export const scenarioMembers = {
  scenario: optional(either(text({ minLength: 1 }), scenarioShape), {
    description: 'How the default sandbox behaves: a scenario by its name, or one that is written down here.',
  }),
  scenarios: optional(record(newName, scenarioShape), {
    description: 'Scenarios besides those that come with the mock, by their names.',
  }),
}

const mockOptionsShape = refined(object({ ...optionMembers, ...scenarioMembers }), (given, place) => {
  oneReadinessEach(given, place)
  knownScenario(given, place)
})

/**
 * The options that concern settings, read.
 * @throws {OptionError} with everything that is wrong, also with scenarios
 */
export function readMockOptions(options: MockOptions): ReadOptions {
  const { scenario: _, scenarios: __, ...read } = check(mockOptionsShape, options)
  return read
}

/** Why a scenario cannot be called so, if it cannot: completes "expected …". */
export function refusedName(name: string): string | undefined {
  if (!scenarioName.test(name)) return newName.expected
  const reserved = reservedFor(name)
  if (reserved !== undefined) return reserved
  if (presetNames.includes(name)) return 'another name: this one comes with the mock, and stays as it is'
  return undefined
}

/** For `refined`: a scenario that is named is one that there is. */
export function knownScenario(given: unknown, place: Place): void {
  if (!isRecord(given) || typeof given.scenario !== 'string' || given.scenario === '') return
  const added = isRecord(given.scenarios) ? Object.keys(given.scenarios) : []
  const names = [...presetNames, ...added]
  if (names.includes(given.scenario)) return
  place.at('scenario').wrong(...unknownScenario(given.scenario, names))
}

/** What was received, what was expected, and the nearest there is. */
export function unknownScenario(
  name: string,
  names: readonly string[],
): [received: string, expected: string, nearest: string | undefined] {
  return [JSON.stringify(name), 'the name of a scenario, or one that is written down', nearWord(name, names)]
}
