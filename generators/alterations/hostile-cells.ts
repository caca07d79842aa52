import type { Cell, CellKit } from '../cells.ts'
import { fnv1a } from '../draw.ts'
import type { Alteration, FileColumn } from './alteration.ts'
import { hostileTexts, longText } from './hostile-texts.ts'

/** How often each text stands in the list for one long text: often enough that 1,000 rows have few of those. */
const timesEach = 2

export const hostileCells = {
  name: 'hostile-cells',
  summary:
    'Fills the free-text columns with texts that are legal and that careless readers get wrong, such as line breaks, ' +
    'formulas, emoji and a rare cell of 64 KiB; blank cells stay blank, and equal ones stay equal.',
  breaks: 'nothing',
  options: {},
  apply: (columns, _options, { kit }) =>
    columns.map((column) => (column.column?.format.kind === 'text' ? hostile(column, kit) : column)),
} as const satisfies Alteration

function hostile(column: FileColumn, kit: CellKit): FileColumn {
  const { writer } = column
  const cells = cellsOf(kit)
  const columnKit = writer.per === 'group' ? kit.perGroup<unknown>() : kit.perRow<unknown>()
  const select = (from: unknown) => {
    const value = writer.value(from)
    return value === '' ? undefined : cells[(fnv1a(value) >>> 0) % cells.length]
  }
  return { ...column, writer: columnKit.prepared(select) }
}

const encoded = new WeakMap<CellKit, readonly Cell[]>()

/** Encoded once for all files of a dialect: the long text alone takes 64 KiB. */
function cellsOf(kit: CellKit): readonly Cell[] {
  const known = encoded.get(kit)
  if (known !== undefined) return known
  const each = Object.values(hostileTexts).flat().map(kit.cell)
  const cells = [...Array.from({ length: timesEach }, () => each).flat(), kit.cell(longText)]
  encoded.set(kit, cells)
  return cells
}
