import type { Alteration, OptionSchemas } from './alteration.ts'

const options = {
  position: {
    type: 'integer',
    minimum: 1,
    maximum: 1000,
    default: 1,
    description: 'Where the column stands, counted from 1; beyond the last column it becomes the last.',
  },
  header: {
    type: 'string',
    minLength: 1,
    maxLength: 1000,
    default: 'Added Later',
    description: 'Its header, which may repeat that of another column.',
  },
  value: {
    type: 'string',
    minLength: 0,
    maxLength: 1000,
    default: 'new',
    description: 'What each of its cells holds; an empty text leaves them blank.',
  },
} as const satisfies OptionSchemas

export const extraColumn = {
  name: 'extra-column',
  summary: 'Puts in a column that the documentation does not have, with the same text in every row.',
  breaks: 'columns',
  options,
  apply(columns, { position, header, value }, { kit }) {
    const cell = value === '' ? undefined : kit.cell(value)
    const writer = kit.perGroup<unknown>().prepared(() => cell)
    return columns.toSpliced(position - 1, 0, { header, column: undefined, writer })
  },
} as const satisfies Alteration<typeof options>
