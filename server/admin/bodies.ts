import { clockModeShape } from '../sandboxes/sandbox-shapes.ts'
import { duration, instant, onlyOneOf, required } from '../shapes/index.ts'

/** What a sandbox's clock is told; the sandbox itself checks limits. */
export const clockMove = onlyOneOf({
  advance: required(duration(), {
    description: 'Moves the clock on: milliseconds, or a text such as 59m59s.',
  }),
  set: required(instant(), { description: 'Moves the clock to an instant, also to an earlier one.' }),
  mode: required(clockModeShape, {
    description: "Goes on as the machine's clock, so many times as fast, or stops where it is.",
  }),
})
