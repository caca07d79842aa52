import type { Alteration, OptionSchemas } from './alteration.ts'

const options = {
  position: {
    type: 'integer',
    minimum: 1,
    maximum: 1000,
    default: 1,
    description: 'Which column is missing, counted from 1; beyond the last column it is the last.',
  },
} as const satisfies OptionSchemas

export const missingColumn = {
  name: 'missing-column',
  summary: 'Leaves one column out, header and cells; the only column of a file stays.',
  breaks: 'columns',
  options,
  damage: () => 'a column is missing',
  apply(columns, { position }) {
    if (columns.length === 1) return columns
    const left = Math.min(position, columns.length) - 1
    return columns.filter((_, at) => at !== left)
  },
} as const satisfies Alteration<typeof options>
