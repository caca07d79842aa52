import { type Mistake, shown, withheld } from './mistakes.ts'

/** Where in a value a shape reads, and who it tells of mistakes. */
export interface Place {
  /** Empty for the value as a whole. */
  readonly path: string
  /** The mistakes so far, of the whole value. */
  readonly mistakes: readonly Mistake[]
  /** The place of a member or an entry. */
  at(key: string | number): Place
  wrong(received: string, expected: string, nearest?: string): void
  /** A value as a message may show it; of a secret place only what kind it is. */
  show(value: unknown): string
  /** The same place, where nothing may be quoted. */
  secret(): Place
  /** The same place, to try a shape there: its mistakes stay with it. */
  trial(): Place
}

/** @param root the path of the value as a whole */
export function placeOf(root: string): Place {
  return placeAt(root, [], false)
}

function placeAt(path: string, mistakes: Mistake[], isSecret: boolean): Place {
  return {
    path,
    mistakes,
    at: (key) => placeAt(pathTo(path, key), mistakes, isSecret),
    wrong(received, expected, nearest) {
      mistakes.push({ path, received, expected, ...(nearest !== undefined && { nearest }) })
    },
    show: isSecret ? withheld : shown,
    secret: () => placeAt(path, mistakes, true),
    trial: () => placeAt(path, [], isSecret),
  }
}

const plainKey = /^[A-Za-z_$][\w$-]*$/

/** `a.b`, `a[0]`, `a["b.c"]` */
function pathTo(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`
  if (!plainKey.test(key)) return `${path}[${JSON.stringify(key)}]`
  return path === '' ? key : `${path}.${key}`
}
