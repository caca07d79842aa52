/** What a row has to reach, judged by the median. */
export const atLeast = (limit, unit) => ({ unit, text: `≥ ${limit}${unit.suffix}`, holds: (median) => median >= limit })
export const atMost = (limit, unit) => ({ unit, text: `≤ ${limit}${unit.suffix}`, holds: (median) => median <= limit })
export const below = (limit, unit) => ({ unit, text: `< ${limit}${unit.suffix}`, holds: (median) => median < limit })

export const times = { suffix: ' ×' }
export const milliseconds = { suffix: ' ms' }
export const megabytes = { suffix: ' MB' }
export const bytes = { suffix: ' bytes' }

/** Three digits that count. */
export function format(value) {
  if (value >= 100) return Math.round(value).toLocaleString('en')
  return value >= 10 ? value.toFixed(1) : value.toFixed(2)
}
