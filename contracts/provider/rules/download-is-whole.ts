import { type SaidLength, saidLengths } from '../lengths.ts'
import type { ExportSeen, Observations } from '../observations.ts'
import { judged, type Look, obstacle, type ProviderRule, rfc9110 } from '../rule.ts'

export const downloadIsWhole: ProviderRule = {
  id: 'provider/download-is-whole',
  level: 'must',
  requirement: 'A download has as many bytes as its own head, the poll before it and a range of it say.',
  source: rfc9110('8.6'),
  // The two URLs may be two resources, for all that the documentation says.
  basis: 'inferred',
  check: (observations) =>
    judged(
      observations.exports.flatMap((each) => look(each, observations)),
      'Nothing was downloaded.',
    ),
}

function look(seen: ExportSeen, observations: Observations): readonly Look[] {
  const { file } = seen
  if (file === null) return []
  const { bytes, promised, cut, isBrokenOff } = file
  if (cut === null) return lengthsLook(bytes, saidLengths(observations, seen))
  if (!isBrokenOff) return [obstacle(cut)]
  return [
    {
      received: `the end of the connection after ${bytes} bytes`,
      expected: promised === null ? 'a last chunk' : `${promised} bytes, as Content-Length says`,
      remedy: 'Send as many bytes as the head of the answer promises.',
      note: 'A network that failed in between looks the same. Verify again.',
    },
  ]
}

function lengthsLook(bytes: number, said: readonly SaidLength[]): readonly Look[] {
  const other = said.find((each) => each.bytes !== bytes)
  if (other === undefined) return ['kept']
  return [
    {
      received: `${bytes} bytes`,
      expected: `${other.bytes} bytes, as ${other.by} says`,
      remedy: 'Send the file to its end, and say the same length wherever one is said.',
      evidence: {
        columns: ['length', 'bytes'],
        rows: [['what came', String(bytes)], ...said.map((each) => [each.by, String(each.bytes)])],
      },
    },
  ]
}
