import { csvRules, type Rule } from '../../../contracts/contract.ts'
import { hint } from '../../../contracts/nearest.ts'
import { brokenScenario } from '../../scenarios/presets/broken.ts'
import { type Command, type Flags, UsageError } from '../command.ts'
import { isOn, jsonFlag } from '../flags.ts'
import { exitCode } from '../io.ts'
import { widthFor, wrapped } from '../wrap.ts'

const flags = { json: jsonFlag } as const satisfies Flags

export const rules: Command = {
  name: 'rules',
  usage: '[rule|judge]',
  summary: 'List what is judged: the rules for CSV files, services and clients, each with its source and basis.',
  flags,
  async run(given, [wanted, ...others], io) {
    if (others.length > 0) {
      throw new UsageError(`Received ${JSON.stringify(others[0])} after the rule; expected nothing more.`)
    }
    const { rules: all } = await import('../../../contracts/judges.ts')
    const chosen = wanted === undefined ? all : rulesNamed(wanted, all)
    const text = isOn(given, 'json') ? json(chosen) : listing(chosen, widthFor(io.stdout))
    io.stdout.write(text)
    return exitCode.ok
  },
}

/** @param wanted an id, or what stands in ids before or behind the slash */
function rulesNamed(wanted: string, all: readonly Rule[]): readonly Rule[] {
  const found = all.filter(({ id }) => namesOf(id).includes(wanted))
  if (found.length > 0) return found
  const known = [...new Set(all.flatMap(({ id }) => namesOf(id)))]
  throw new UsageError(
    `Received the rule ${JSON.stringify(wanted)}; expected the id of one, or csv, provider or client${hint(wanted, known)}.`,
  )
}

function namesOf(id: string): readonly string[] {
  return [...id.split('/'), id]
}

function listing(chosen: readonly Rule[], width: number): string {
  return chosen.flatMap((rule) => [...linesOf(rule, width), '']).join('\n')
}

function linesOf({ id, level, requirement, source, basis }: Rule, width: number): string[] {
  const scenario = scenarioOf(id)
  return [
    `${id} (${level})`,
    ...wrapped(requirement, width, '  '),
    `  ${basis}: ${source}`,
    ...(scenario === undefined ? [] : [`  scenario: ${scenario}`]),
  ]
}

/** The scenario whose files break the rule, if it is one about files. */
function scenarioOf(id: string): string | undefined {
  const rule = csvRules.find((each) => each.id === id)
  return rule && brokenScenario(rule)
}

function json(chosen: readonly Rule[]): string {
  const shown = chosen.map((rule) => {
    const scenario = scenarioOf(rule.id)
    return { ...rule, ...(scenario && { scenario }) }
  })
  return `${JSON.stringify(shown, null, 2)}\n`
}
