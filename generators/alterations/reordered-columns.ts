import type { Alteration, OptionSchemas } from './alteration.ts'

const options = {
  by: {
    type: 'string',
    enum: ['reversed', 'rotated'],
    default: 'reversed',
    description: 'The new order: the last column first and so on, or the first column moved to the end.',
  },
} as const satisfies OptionSchemas

export const reorderedColumns = {
  name: 'reordered-columns',
  summary: 'Writes the same columns in another order.',
  breaks: 'columns',
  options,
  apply: (columns, { by }) =>
    by === 'reversed' ? columns.toReversed() : [...columns.slice(1), ...columns.slice(0, 1)],
} as const satisfies Alteration<typeof options>
