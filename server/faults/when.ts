import { either, number, oneOf, onlyOneOf, optional, type Shape, wholeNumber } from '../shapes/index.ts'

/** Which of a row of exchanges are meant; they are counted from 1. */
export type When =
  | 'always'
  /** The first so many. */
  | { readonly first: number }
  /** One alone. */
  | { readonly nth: number }
  /** That one and all later ones. */
  | { readonly from: number }
  /** Each with this probability, from 0 to 1; the same ones for the same seed. */
  | { readonly probability: number }

const counted = wholeNumber(1, 1_000_000_000)

export const whenShape: Shape<When> = either(
  oneOf(['always']),
  onlyOneOf({
    first: optional(counted, { description: 'The first so many.' }),
    nth: optional(counted, { description: 'This one alone, counted from 1.' }),
    from: optional(counted, { description: 'This one, counted from 1, and all later ones.' }),
    probability: optional(number(0, 1), {
      description: 'Each with this probability; the same ones for the same seed.',
    }),
  }),
)

/**
 * @param n which one it is, counted from 1
 * @param chance a number from 0 to 1 that is drawn for this one
 */
export function selects(when: When, n: number, chance: () => number): boolean {
  if (when === 'always') return true
  if ('first' in when) return n <= when.first
  if ('nth' in when) return n === when.nth
  if ('from' in when) return n >= when.from
  return chance() < when.probability
}
