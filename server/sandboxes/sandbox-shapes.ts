import { unknownScenario } from '../mock-options.ts'
import { oneReadinessEach, sandboxMembers } from '../option-members.ts'
import { scenarioName, scenarioShape } from '../scenarios/scenario.ts'
import {
  either,
  type Members,
  number,
  object,
  oneOf,
  onlyOneOf,
  optional,
  refined,
  required,
  type Shape,
  text,
} from '../shapes/index.ts'

/** What a new sandbox can be told to be. @param scenarios the names of those that there are */
export function newSandboxShape(scenarios: readonly string[]): Shape<unknown> {
  const members = {
    id: optional(text({ pattern: scenarioName, expected: '1 to 64 lower-case letters, digits and hyphens' }), {
      description: 'What its base URL ends in. Without one, it is counted: s1, s2, …',
    }),
    ...changeable(scenarios),
  }
  return refined(object(members), oneReadinessEach)
}

/** The same of one that exists; `null` takes an own choice back. */
export function sandboxChangesShape(scenarios: readonly string[]): Shape<unknown> {
  const members = Object.entries(changeable(scenarios)).map(([name, { shape, description, unit }]) => [
    name,
    optional(orNull(shape), { description, ...(unit !== undefined && { unit }) }),
  ])
  return refined(object(Object.fromEntries(members)), (value, place) => oneReadinessEach(withoutNulls(value), place))
}

function changeable(scenarios: readonly string[]): Members {
  return {
    scenario: optional(either(nameAmong(scenarios), scenarioShape), {
      description: 'How the service behaves: a scenario by its name, or one that is written down here.',
    }),
    ...sandboxMembers,
  }
}

function nameAmong(names: readonly string[]): Shape<string> {
  return {
    ...text(),
    read(value, place) {
      const name = String(value)
      if (!names.includes(name)) place.wrong(...unknownScenario(name, names))
      return name
    },
  }
}

function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return {
    expected: `${shape.expected}, or null`,
    schema: { anyOf: [shape.schema, { type: 'null' }] },
    read: (value, place) => (value === null ? null : shape.read(value, place)),
  }
}

function withoutNulls(value: unknown): unknown {
  return Object.fromEntries(Object.entries(value as object).filter(([, each]) => each !== null))
}

/** How a clock is told to go on. */
export const clockModeShape = either(
  oneOf(['real', 'manual']),
  onlyOneOf({
    scale: required(number(0.001, 1_000_000), { description: "How many times as fast as the machine's clock." }),
  }),
)
