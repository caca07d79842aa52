/** A `requests` file with everything left at its default. */
export function requestsFile({ defaultDialect, defaultReferenceTime }, { rows, seed = 1 }) {
  return {
    dataset: 'requests',
    seed,
    rows,
    parameters: { includeCompleted: true },
    dialect: defaultDialect,
    referenceTime: defaultReferenceTime,
    readings: {},
  }
}
