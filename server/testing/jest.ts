import { type BalkanidMatchers, matchers } from './matchers.ts'

export type { BalkanidMatchers, CsvContractOptions, Polling } from './matchers.ts'
/** For those who have no global `expect` (`injectGlobals: false`): `expect.extend(matchers)`. */
export { matchers }

// What `@types/jest` declares. The parameters have its names, without which declarations do not merge.
declare global {
  namespace jest {
    interface Matchers<R, T> extends BalkanidMatchers<R> {}
    interface Expect extends BalkanidMatchers {}
    interface InverseAsymmetricMatchers extends BalkanidMatchers {}
  }
}

// What `@jest/globals` takes its types from. A doc comment, since only such ones get into the declarations.
// biome-ignore lint/suspicious/noTsIgnore: the package comes with jest, so it is there for some and not for others
/** @ts-ignore */
declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T> extends BalkanidMatchers<R> {}
  interface AsymmetricMatchers extends BalkanidMatchers {}
}

const { expect } = globalThis as unknown as { readonly expect?: { extend(added: typeof matchers): void } }
expect?.extend(matchers)
