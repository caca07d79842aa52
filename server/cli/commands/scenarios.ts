import { hint } from '../../../contracts/nearest.ts'
import type { ScenarioDescription } from '../../mock.ts'
import { chosenOptions } from '../chosen.ts'
import { type Command, type Flags, UsageError } from '../command.ts'
import { configFlag, isOn, jsonFlag } from '../flags.ts'
import { exitCode, type Io } from '../io.ts'
import { mockOf } from '../mock-of.ts'
import { scenarioParts } from '../scenario-parts.ts'
import { partsText, scenarioList, scenarioText } from '../scenario-text.ts'
import { widthFor } from '../wrap.ts'

const flags = {
  faults: {
    description: 'List instead what scenarios are made of: faults, when they act, and alterations of the file.',
    sets: [],
  },
  json: jsonFlag,
  config: configFlag,
} as const satisfies Flags

export const scenarios: Command = {
  name: 'scenarios',
  usage: '[name]',
  summary: 'List the scenarios with what a good client does, or show one.',
  flags,
  async run(given, [name, ...others], io) {
    const asJson = isOn(given, 'json')
    const width = widthFor(io.stdout)
    if (others.length > 0) {
      throw new UsageError(`Received ${JSON.stringify(others[0])} after the scenario; expected nothing more.`)
    }
    if (isOn(given, 'faults')) {
      if (name !== undefined) {
        throw new UsageError(`Received ${JSON.stringify(name)} with --faults; expected one of the two.`)
      }
      return print(io, asJson ? json(scenarioParts) : partsText(scenarioParts, width))
    }
    const chosen = await chosenOptions(flags, given, io)
    const known = await chosen.using(async (options) => mockOf(options).listScenarios())
    if (name === undefined) return print(io, asJson ? json(known) : scenarioList(known, width))
    const scenario = scenarioNamed(name, known)
    return print(io, asJson ? json(scenario) : await scenarioText(scenario, width))
  },
}

function scenarioNamed(name: string, known: readonly ScenarioDescription[]): ScenarioDescription {
  const found = known.find((scenario) => scenario.name === name)
  if (found !== undefined) return found
  const names = known.map((scenario) => scenario.name)
  throw new UsageError(
    `Received the scenario ${JSON.stringify(name)}; expected one that balkanid-mock scenarios lists${hint(name, names)}.`,
  )
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

function print(io: Io, text: string): number {
  io.stdout.write(text)
  return exitCode.ok
}
