import { type CsvRule, csvRuleName, csvRules, type Harm, harmOf } from '../../../contracts/contract.ts'
import { brokenNamespace } from '../../sandboxes/reserved-ids.ts'
import type { Preset, Presets } from './preset.ts'

const goodClients: Readonly<Record<Harm, Pick<Preset, 'goodClient' | 'goodClientEnds'>>> = {
  rows: { goodClient: 'It refuses the file and says what is wrong with it, and where.', goodClientEnds: 'badly' },
  cells: {
    goodClient: 'It says what is wrong and where, or passes it on as it is to whoever will look at it.',
    goodClientEnds: 'either',
  },
  nothing: { goodClient: 'It reads the file all the same, and finds columns by their names.', goodClientEnds: 'well' },
}

/** Files that break one rule each: every breach that there is, for a client to be tried against. */
export const brokenPresets: Presets = Object.fromEntries(csvRules.map((rule) => [brokenScenario(rule), presetOf(rule)]))

/** The name of the scenario whose files break a rule. */
export function brokenScenario(rule: Pick<CsvRule, 'id'>): string {
  return `${brokenNamespace}/${csvRuleName(rule)}`
}

function presetOf(rule: CsvRule): Preset {
  return {
    summary: `The file breaks one rule: ${rule.requirement}`,
    ...goodClients[harmOf(rule)],
    file: [{ alteration: 'broken', rule: csvRuleName(rule) }],
  }
}
