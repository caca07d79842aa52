import type { AlterationSpec } from '../../generators/alterations/index.ts'
import type { Deviation, DeviationsByPhase } from '../faults/deviations.ts'
import { type Fault, type FaultPhase, type Given, phases } from '../faults/fault.ts'
import { type faults, faultsByName, faultsOf } from '../faults/index.ts'
import { type When, whenShape } from '../faults/when.ts'
import { alterationsShape } from '../file-alterations.ts'
import { oneReadinessEach, sandboxMembers } from '../option-members.ts'
import type { SandboxSettings, ScenarioOptions } from '../options.ts'
import {
  check,
  list,
  type Members,
  object,
  oneOf,
  optional,
  refined,
  type Shape,
  tagged,
  text,
} from '../shapes/index.ts'

/** When a fault acts, as it is written down beside its own options. */
export interface Times {
  /** Which calls of the sandbox, or which polls or downloads of an export, are meant. @default 'always' */
  readonly when?: When
}

export interface TimesOfExport extends Times {
  /** Which exports of the sandbox are meant, counted in the order of their POSTs. @default 'always' */
  readonly ofExports?: When
}

type DeviationBy<F, P extends FaultPhase> =
  F extends Fault<infer M, infer N, infer Ps>
    ? P extends Ps[number]
      ? { readonly fault: N } & (P extends 'call' ? Times : TimesOfExport) & Given<M>
      : never
    : never

/** A fault that can act in a phase, by its name, with its options and when it acts. */
export type DeviationDefinition<P extends FaultPhase = FaultPhase> = DeviationBy<(typeof faults)[number], P>

/** How the service behaves, as it is written down: settings of a sandbox, and in what the service deviates from the usual. */
export interface ScenarioDefinition extends SandboxSettings {
  /** A sentence: what the service does. */
  readonly summary?: string
  /** A sentence: what a good client does then. */
  readonly goodClient?: string
  /** How its run ends then: with the file, without it, or as it chooses. @default not said */
  readonly goodClientEnds?: 'well' | 'badly' | 'either'
  /** In what every file differs from what the contract promises. */
  readonly file?: readonly AlterationSpec[]
  readonly call?: readonly DeviationDefinition<'call'>[]
  readonly poll?: readonly DeviationDefinition<'poll'>[]
  readonly download?: readonly DeviationDefinition<'download'>[]
}

/** A scenario that was checked. */
export interface Scenario {
  readonly name: string
  readonly definition: ScenarioDefinition
  readonly settings: ScenarioOptions
  readonly deviations: DeviationsByPhase
}

/** The same, read: options are as the fault uses them. */
export interface ReadDeviation extends TimesOfExport {
  readonly fault: string
  readonly [option: string]: unknown
}

export type ReadScenario = { readonly [P in FaultPhase]?: readonly ReadDeviation[] }

const phaseSentences: Readonly<Record<FaultPhase, string>> = {
  call: 'What goes wrong with the POST for a download URL.',
  poll: 'What goes wrong with polls of an export.',
  download: 'What goes wrong with downloads of an export.',
}

function deviationShape(phase: FaultPhase): Shape<ReadDeviation> {
  const shapes = faultsOf(phase).map(({ name, options }) => {
    const members: Members = {
      when: optional(whenShape, {
        description:
          phase === 'call'
            ? 'Which calls of the sandbox are meant, counted from 1.'
            : `Which ${phase}s of an export are meant, counted from 1.`,
        default: 'always',
      }),
      ...(phase !== 'call' && {
        ofExports: optional(whenShape, {
          description: 'Which exports of the sandbox are meant, counted from 1 in the order of their POSTs.',
          default: 'always',
        }),
      }),
      ...options,
    }
    return [name, object(members)] as const
  })
  return tagged('fault', Object.fromEntries(shapes), {
    description: 'What goes wrong.',
  }) as unknown as Shape<ReadDeviation>
}

/** At most so many deviations a phase: all are looked at for each exchange. */
const mostDeviations = 100

export const scenarioShape: Shape<ReadScenario> = refined(
  object({
    summary: optional(text({ maxLength: 1000 }), { description: 'What the service does, in a sentence.' }),
    goodClient: optional(text({ maxLength: 1000 }), { description: 'What a good client does then, in a sentence.' }),
    goodClientEnds: optional(oneOf(['well', 'badly', 'either']), {
      description:
        'How its run ends then: with the file, without it, or as it chooses. exec holds the command against it.',
    }),
    file: optional(alterationsShape, { description: 'In what every file differs from what the contract promises.' }),
    ...(Object.fromEntries(
      phases.map((phase) => [
        phase,
        optional(list(deviationShape(phase), { most: mostDeviations }), { description: phaseSentences[phase] }),
      ]),
    ) as Members),
    ...sandboxMembers,
  }),
  oneReadinessEach,
) as unknown as Shape<ReadScenario>

/** What a scenario may be called: it stands in URLs. */
export const scenarioName = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/

/**
 * @param path where the definition stands, for messages
 * @throws {OptionError} with everything that is wrong
 */
export function scenarioOf(name: string, definition: ScenarioDefinition, path = `scenarios.${name}`): Scenario {
  const { call, poll, download } = check(scenarioShape, definition, path)
  const { file = [], ...members } = definition
  const settings = Object.entries(members).filter(([member]) => Object.hasOwn(sandboxMembers, member))
  return {
    name,
    definition,
    settings: { ...Object.fromEntries(settings), ...(file.length > 0 && { alterations: file }) },
    deviations: { call: compiled(call), poll: compiled(poll), download: compiled(download) },
  }
}

function compiled(definitions: readonly ReadDeviation[] = []): readonly Deviation[] {
  return definitions.map(({ fault, when = 'always', ofExports = 'always', ...options }) => ({
    fault: faultsByName.get(fault)!,
    options,
    when,
    ofExports,
  }))
}
