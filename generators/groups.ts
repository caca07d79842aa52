import { Draw } from './draw.ts'

/** Rows come in blocks of this many, and each block is cut into groups. */
const blockRows = 16

/** Ways to cut a block. Each has at least two groups. */
const cuts = [
  [1, 3, 2, 1, 4, 2, 3],
  [2, 1, 1, 5, 3, 1, 2, 1],
  [3, 4, 1, 2, 2, 4],
  [1, 1, 2, 6, 3, 2, 1],
  [4, 2, 3, 1, 1, 5],
  [2, 2, 1, 3, 1, 1, 4, 2],
  [5, 1, 1, 2, 3, 1, 3],
  [1, 2, 4, 1, 3, 3, 2],
].map((sizes) => ({
  ordinalOf: Uint8Array.from(sizes.flatMap((size, ordinal) => Array<number>(size).fill(ordinal))),
  placeOf: Uint8Array.from(sizes.flatMap((size) => Array.from({ length: size }, (_, place) => place))),
}))

/**
 * Cuts the endless list of rows into groups of one to six, such as the items of one request. Which group row k is in,
 * and at which place, follows from the seed and k alone.
 */
export class Groups {
  private readonly draw: Draw
  private block = -1
  private cut = cuts[0]!

  /** @param name of what is grouped, such as a dataset */
  constructor(seed: number, name: string) {
    this.draw = new Draw(seed, `${name}/groups`)
  }

  /** The group's number: it grows with k. Within a block groups count from 0 (see `ordinal`). */
  groupOf(k: number): number {
    this.moveTo(k)
    return this.block * blockRows + this.cut.ordinalOf[k % blockRows]!
  }

  /** The row's place in its group, from 0. */
  placeOf(k: number): number {
    this.moveTo(k)
    return this.cut.placeOf[k % blockRows]!
  }

  /** Which group of its block a group is: every block has a 0 and a 1. */
  static ordinal(group: number): number {
    return group % blockRows
  }

  private moveTo(k: number): void {
    const block = Math.floor(k / blockRows)
    if (block === this.block) return
    this.block = block
    this.cut = this.draw.at(block).pick(cuts)
  }
}
