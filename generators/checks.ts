/**
 * @returns the value, where it is a whole number within both limits
 * @throws {TypeError | RangeError} where it is not
 */
export function wholeNumber(name: string, value: unknown, least: number, most: number): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most) return value
  throw wrong(name, value, 'number', `a whole number from ${least} to ${most}`)
}

export function oneOf(choices: readonly unknown[]): string {
  return choices.map((choice) => JSON.stringify(choice)).join(' or ')
}

/**
 * The error for a value that is refused: a `RangeError` where its type is right.
 * @param type as `typeof` says it
 * @param expected completes the sentence "expected …"
 */
export function wrong(name: string, received: unknown, type: string, expected: string): Error {
  // JSON has quotes for texts, but neither NaN nor bigints.
  const shown =
    typeof received === 'string' || typeof received === 'object' ? JSON.stringify(received) : String(received)
  const message = `Received ${shown} for ${name}; expected ${expected}.`
  return received !== null && typeof received === type ? new RangeError(message) : new TypeError(message)
}
