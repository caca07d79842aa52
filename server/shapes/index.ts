/** What a value must be, as data: it checks, explains and describes itself as JSON Schema. */
export { type ListLimits, list, record } from './collections.ts'
export { type Mistake, OptionError, quotedList, sentenceOf, shown } from './mistakes.ts'
export {
  isRecord,
  type Member,
  type Members,
  type ObjectShape,
  object,
  onlyOneOf,
  optional,
  type ReadMembers,
  required,
} from './object.ts'
export { type PerDatasetShape, perDataset } from './per-dataset.ts'
export { type Place, placeOf } from './place.ts'
export { boolean, number, oneOf, scalar, type TextLimits, text, wholeNumber } from './scalars.ts'
export { check, mistakesIn, type Of, refuse, type Shape, unused } from './shape.ts'
export { asDuration, type DurationLimits, type DurationShape, duration, instant } from './times.ts'
export { either, type TaggedShape, tagged } from './unions.ts'
export { mapped, refined, secret, unchecked } from './wrappers.ts'
