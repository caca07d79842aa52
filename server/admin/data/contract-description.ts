import {
  type Column,
  type Dataset,
  datasets,
  decisions,
  downloadApi,
  downloadPath,
  notEmulatedYet,
} from '../../../contracts/contract.ts'

/** The contract as plain data, for a page to show. */
export function contractDescription() {
  return { datasets: Object.values(datasets).map(datasetDescription), decisions, notEmulatedYet }
}

function datasetDescription(dataset: (typeof datasets)[keyof typeof datasets]) {
  const { slug, title, download }: Dataset = dataset
  return {
    slug,
    title,
    operation: {
      method: 'POST',
      path: downloadPath(dataset.slug),
      summary: 'Begins an export and answers with two pre-signed URLs of its file.',
      parameters: download.body.map(({ name, type, required, description, basis, example }) => ({
        name,
        type,
        isRequired: required,
        description,
        basis,
        example,
      })),
      headers: Object.values(downloadApi.headers).map(({ name, required, description }) => ({
        name,
        isRequired: required,
        description,
      })),
      response: downloadApi.response,
      source: download.source,
    },
    columns: download.columns.map((column) => ({ ...columnDescription(column), source: download.source })),
  }
}

function columnDescription({ name, header, required, format, pair, description, basis, contradiction }: Column) {
  return {
    name,
    header,
    isRequired: required === 'required',
    format: format.kind,
    formatDescription: format.expected,
    examples: format.examples,
    pair: pair?.column ?? null,
    pairBasis: pair?.basis ?? null,
    description,
    basis,
    contradiction:
      contradiction === undefined ? null : { documentation: contradiction.documentation, goesBy: contradiction.goesBy },
  }
}
