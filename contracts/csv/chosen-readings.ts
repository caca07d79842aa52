import { type Column, type Dataset, openQuestions } from '../dataset.ts'

/** The reading chosen for open questions, by their id. */
export type ChosenReadings = Readonly<Record<string, string>>

/** Whether a column holds something else than its format says, since another reading was chosen for it. */
export function isReadOtherwise({ contradiction }: Column, chosen: ChosenReadings): boolean {
  if (contradiction === undefined || !('readings' in contradiction)) return false
  const { id, readings } = contradiction
  return (chosen[id] ?? readings[0]) !== readings[0]
}

/** @throws {RangeError} for the first that the dataset does not have */
export function assertReadings(dataset: Dataset, chosen: ChosenReadings): void {
  const questions = openQuestions(dataset)
  for (const [id, reading] of Object.entries(chosen)) {
    const readings = questions.find((question) => question.id === id)?.readings
    if (readings === undefined) {
      const ids = questions.map((question) => question.id).join(', ') || 'none'
      throw new RangeError(`Received ${JSON.stringify(id)} as the id of a reading; expected one of: ${ids}.`)
    }
    if (!readings.includes(reading)) {
      throw new RangeError(
        `Received ${JSON.stringify(reading)} for readings.${id}; expected one of: ${readings.join(', ')}.`,
      )
    }
  }
}
