import {
  type ClientEvidence,
  datasets,
  type ExportEvidence,
  judgeClient,
  type Report,
} from '../../contracts/contract.ts'
import { damageOf } from '../../generators/alterations/damage.ts'
import type { ObjectStore } from '../exports/stored-object.ts'
import type { Terms } from '../exports/terms.ts'
import type { ExportDescription, HostedSandbox } from '../sandboxes/sandbox.ts'
import type { World } from '../sandboxes/world.ts'
import { check } from '../shapes/index.ts'
import { asClientOptions, type ClientReportOptions, clientReportShape } from './client-options.ts'

/**
 * Judges the client of a sandbox by its exchanges.
 * @throws {OptionError} with everything that is wrong with the options
 */
export function clientReport(sandbox: HostedSandbox, options: ClientReportOptions, objects: ObjectStore): Report {
  const { outcome, ...chosen } = check(clientReportShape, options) as ClientReportOptions
  const evidence = clientEvidence(sandbox, objects)
  const report = judgeClient(
    { ...evidence, ...(outcome === 'timed out' ? { timedOut: true } : outcome && { outcome }) },
    asClientOptions(chosen),
  )
  const { goodClient } = sandbox.world.scenario?.definition ?? {}
  return { ...report, ...(goodClient !== undefined && { goodClient }) }
}

/** All that is known of what a sandbox's client did. */
export function clientEvidence(sandbox: HostedSandbox, objects: ObjectStore): ClientEvidence {
  const { world, id } = sandbox
  const { mode, now } = sandbox.clock.describe()
  const exports = world.exports
    .list()
    .map(({ id: exportId, terms }) => exportEvidence(sandbox.export(exportId), terms, objects))
  const ends = goodClientEndsIn(world, exports)
  return {
    sandbox: id,
    scenario: world.scenario?.name ?? null,
    exchanges: world.journal.exchanges(),
    exports,
    dropped: world.journal.dropped,
    now,
    clock: mode,
    ...(ends !== undefined && { goodClientEnds: ends }),
  }
}

function exportEvidence(described: ExportDescription, terms: Terms, objects: ObjectStore): ExportEvidence {
  const { id, dataset, state, issuedAt, readyAt, expiresAt } = described
  const { alterations = [], rows } = terms.spec
  const damage = damageOf(alterations, { dataset: datasets[dataset], rows }) ?? null
  return { id, dataset, state, issuedAt, readyAt, expiresAt, size: objects.sizeOf(terms) ?? null, damage }
}

/** As the scenario says, unless what it does to files did no damage here: of no rows none is broken. */
function goodClientEndsIn({ scenario }: World, exports: readonly ExportEvidence[]): ClientEvidence['goodClientEnds'] {
  const { goodClientEnds, file = [] } = scenario?.definition ?? {}
  const isSpared = goodClientEnds === 'badly' && file.length > 0 && exports.every(({ damage }) => damage === null)
  return isSpared ? undefined : goodClientEnds
}
