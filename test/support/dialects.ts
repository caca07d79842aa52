import { type Dialect, dialectChoices } from '../../generators/dialect.ts'

const { header: headers, lineEnd: lineEnds, bom: boms, quoting: quotings } = dialectChoices

/** Every dialect that there is. */
export const dialects: readonly Dialect[] = headers.flatMap((header) =>
  lineEnds.flatMap((lineEnd) => boms.flatMap((bom) => quotings.map((quoting) => ({ header, lineEnd, bom, quoting })))),
)
