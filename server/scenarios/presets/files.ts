import type { Presets } from './preset.ts'

/** In what the file differs. */
export const filePresets = {
  'starred-header': {
    summary: 'The header row has a star at every column that must be filled, as the sample of the documentation has.',
    goodClient: 'It takes a trailing star off before it looks columns up.',
    goodClientEnds: 'well',
    dialect: { header: 'starred' },
  },
  'reordered-columns': {
    summary: 'The columns come in another order.',
    goodClient: 'It finds columns by their names, not by their places.',
    goodClientEnds: 'well',
    file: [{ alteration: 'reordered-columns' }],
  },
  'missing-column': {
    summary: 'The first column is missing, header and cells.',
    goodClient: 'It fails and names the column; it does not shift the others.',
    goodClientEnds: 'badly',
    file: [{ alteration: 'missing-column' }],
  },
  'extra-column': {
    summary: 'There is a column that the documentation does not have.',
    goodClient: 'It passes over columns that it does not know.',
    goodClientEnds: 'well',
    file: [{ alteration: 'extra-column' }],
  },
  'bom-crlf': {
    summary: 'The file begins with a byte order mark, and its lines end in CRLF.',
    goodClient: 'It takes the mark off, so that the first column has its name, and either line end for one.',
    goodClientEnds: 'well',
    dialect: { bom: true, lineEnd: 'crlf' },
  },
  'collapsed-quotes': {
    summary:
      'Quotation marks inside quoted cells are not doubled and runs of them are one: the damage seen in the samples of the documentation.',
    goodClient: 'Its CSV reader refuses the file, and it names the line; it does not guess where cells end.',
    goodClientEnds: 'badly',
    file: [{ alteration: 'collapsed-quotes' }],
  },
  'empty-export': {
    summary: 'The file has a header row and nothing else.',
    goodClient: 'It takes that for no rows, not for an error.',
    goodClientEnds: 'well',
    rows: 0,
  },
  'hostile-cells': {
    summary: 'Free-text cells hold quotation marks, line breaks, emoji, right-to-left text, formulas, and up to 64 KB.',
    goodClient: 'It reads every cell back as it is, and does not let a spreadsheet run what begins with =, +, - or @.',
    goodClientEnds: 'well',
    file: [{ alteration: 'hostile-cells' }],
  },
  huge: {
    summary: 'The file has 10,000,000 rows, some 6 GB.',
    goodClient: 'It streams: its memory does not grow with the file.',
    goodClientEnds: 'well',
    rows: 10_000_000,
  },
} as const satisfies Presets
