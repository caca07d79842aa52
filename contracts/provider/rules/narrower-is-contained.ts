import { rowBreachIn } from '../csv-breaches.ts'
import { saidLengths } from '../lengths.ts'
import { type ExportSeen, exportNames, type Observations } from '../observations.ts'
import { documented, judged, type Look, obstacle, type ProviderRule } from '../rule.ts'
import { whyNoFile } from '../seen.ts'

export const narrowerIsContained: ProviderRule = {
  id: 'provider/narrower-is-contained',
  level: 'must',
  requirement: 'Each record that is exported with a narrowing parameter set to false is exported with true as well.',
  source: documented,
  basis: 'inferred',
  check: (observations) => judged(look(observations), 'The dataset has no such parameter.'),
}

function look(observations: Observations): readonly Look[] {
  const { isNarrowable, exports, containment } = observations
  if (!isNarrowable) return []
  for (const each of exports) {
    const reason = whyNoRecords(each, observations)
    if (reason !== undefined) return [obstacle(reason)]
  }
  if (containment === 'too-many') return [obstacle('There are more records than are held against each other.')]
  if (containment !== null) {
    const { missing, firstMissing, narrower, wider } = containment
    if (missing === 0) return ['kept']
    const more = missing > firstMissing.length ? ' and more' : ''
    return [
      {
        received: `${missing} of ${narrower} records that the export with true (${wider} records) has not: number ${firstMissing.join(', ')}${more}`,
        expected: 'none',
        remedy: 'Export with true whatever is exported with false.',
        note: 'Live data may change between two exports. A record counts only if it is neither in the one before nor in the one after.',
      },
    ]
  }
  return [obstacle('The files were not held against each other.')]
}

/** Why the records of an export cannot be held against others, as a sentence; `undefined` where they can. */
function whyNoRecords(seen: ExportSeen, observations: Observations): string | undefined {
  const { purpose, file } = seen
  if (file === null) return whyNoFile(seen)
  const unread = file.cut ?? file.undecoded
  if (unread !== null) return unread
  const other = saidLengths(observations, seen).find(({ bytes }) => bytes !== file.bytes)
  if (other !== undefined) {
    return `The file of the ${exportNames[purpose]} is not whole: it has ${file.bytes} bytes, while ${other.by} says ${other.bytes}.`
  }
  const breach = rowBreachIn(file)
  return breach && `The file of the ${exportNames[purpose]} breaks ${breach.rule.id}, so its records are in doubt.`
}
