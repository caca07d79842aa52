import type { Column, Dataset } from '../dataset.ts'
import { pascalCase, type Reference, ref, type Schema } from './document.ts'
import { rowExamples } from './row-examples.ts'

const rowName = ({ slug }: Dataset) => `${pascalCase(slug)}Row`
const fileName = ({ slug }: Dataset) => `${pascalCase(slug)}File`

/** A dataset's file and its rows, as components. */
export function fileSchemas(dataset: Dataset): Record<string, Schema> {
  return { [fileName(dataset)]: fileSchema(dataset), [rowName(dataset)]: rowSchema(dataset) }
}

export function fileSchemaRef(dataset: Dataset): Reference {
  return ref('schemas', fileName(dataset))
}

// A schema of type array would fit the parsed records. But a client holds text, and so does the example: generated types
// and linters agree only on a string, whose content has a schema of its own.
function fileSchema(dataset: Dataset): Schema {
  return {
    description: `The whole of \`${dataset.slug}.csv\` (RFC 4180). \`contentSchema\` describes its records once they are parsed.`,
    'x-basis': 'documented',
    type: 'string',
    contentMediaType: 'text/csv',
    contentSchema: { type: 'array', items: ref('schemas', rowName(dataset)) },
  }
}

/** One record as an object. */
function rowSchema({ slug, download: { columns } }: Dataset): Schema {
  return {
    description: `One record of \`${slug}.csv\`, by column name. A blank cell is an absent property.`,
    'x-basis': 'documented',
    type: 'object',
    properties: Object.fromEntries(columns.map((column) => [column.name, cellSchema(column)])),
    required: columns.filter(({ required }) => required === 'required').map(({ name }) => name),
    dependentRequired: pairs(columns),
    additionalProperties: false,
    examples: rowExamples(columns),
  }
}

function cellSchema({ description, header, basis, pair, format, contradiction }: Column): Schema {
  return {
    description,
    'x-basis': basis,
    'x-header': header,
    ...(pair && { 'x-pair': pair }),
    ...(contradiction && { 'x-contradiction': contradiction }),
    ...format.schema,
    examples: [...format.examples],
  }
}

/** Each column of a pair names the other, so both directions come of themselves. */
function pairs(columns: readonly Column[]): Record<string, string[]> {
  return Object.fromEntries(columns.flatMap(({ name, pair }) => (pair ? [[name, [pair.column]]] : [])))
}
