import {
  type Column,
  type CsvRule,
  csvRuleName,
  csvRules,
  type Dataset,
  harmOf,
  type Mutation,
} from '../../contracts/contract.ts'
import type { ByteSource, Splice } from '../byte-source.ts'
import type { Alteration, FileColumn, OptionSchemas } from './alteration.ts'

/** The rules that a file can be made to break, by their ids without `csv/`. */
const rules: ReadonlyMap<string, CsvRule> = new Map(csvRules.map((rule) => [csvRuleName(rule), rule]))
const [first, ...others] = [...rules.keys()] as [string, ...string[]]

const options = {
  rule: {
    type: 'string',
    enum: [first, ...others],
    default: first,
    description:
      'Which rule the file breaks, by its id without csv/. A dataset to which it does not apply stays whole.',
  },
} as const satisfies OptionSchemas

export const broken = {
  name: 'broken',
  summary: 'Breaks one rule of the contract for files, and no other; balkanid-mock rules lists them.',
  breaks: 'syntax',
  options,
  damage(options, { dataset, rows }) {
    const rule = ruleOf(options)
    if (rule.mutation.kind !== 'columns' && rows === 0) return undefined // there is nothing to break, see `splice`
    // What is wrong with single cells, a client may pass on to whoever looks at them.
    return harmOf(rule) === 'rows' && rule.appliesTo(dataset) ? `it breaks ${rule.id}` : undefined
  },
  apply(columns, options, { dataset, kit }) {
    const { mutation, appliesTo } = ruleOf(options)
    if (mutation.kind !== 'columns' || !appliesTo(dataset)) return columns
    const projection = mutation.columns(dataset).flatMap((projected): FileColumn | readonly FileColumn[] => {
      if (projected.from === undefined) {
        const cell = projected.text === '' ? undefined : kit.cell(projected.text)
        const writer = kit.perGroup<unknown>().prepared(() => cell)
        return { header: projected.header, column: undefined, writer }
      }
      const promised: Column = dataset.download.columns[projected.from]!
      const found = columns.find(({ column }) => column === promised)
      return found === undefined ? [] : { ...found, header: projected.header ?? found.header }
    })
    return projection.length === 0 ? columns : projection // other alterations have left nothing of it
  },
  splice(file, options, dataset) {
    const rule = ruleOf(options)
    if (!rule.appliesTo(dataset) || !hasRows(file)) return undefined
    try {
      return spliceBy(rule.mutation, file, dataset)
    } catch (error) {
      // Other alterations have left nothing to break.
      if (error instanceof RangeError) return undefined
      throw error
    }
  },
} as const satisfies Alteration<typeof options>

function spliceBy(mutation: Mutation, file: ByteSource, dataset: Dataset): Splice | undefined {
  switch (mutation.kind) {
    case 'columns':
      return undefined
    case 'head':
      return spliceAt(file, 0, firstRecords(file), (head) => mutation.edit(head, dataset))
    case 'tail':
      return spliceAt(file, file.recordStartBefore(file.size - 1), file.size, (tail) => mutation.edit(tail, dataset))
    case 'whole':
      return { from: 0, to: file.size, bytes: mutation.replace(beginningOf(file), dataset) }
    default:
      return mutation satisfies never
  }
}

function ruleOf({ rule }: { readonly rule: string }): CsvRule {
  return rules.get(rule)!
}

/** Whether it has more than a header: what is broken in the rows needs some. */
function hasRows(file: ByteSource): boolean {
  return file.recordStartBefore(file.size - 1) > 0
}

/** Some 64 KiB of whole records, or all of them. @returns the offset behind them */
function firstRecords(file: ByteSource): number {
  const enough = 128 * 1024
  return file.size <= enough ? file.size : file.recordStartBefore(enough)
}

function beginningOf(file: ByteSource): Uint8Array {
  return Buffer.concat([...file.bytes(0, firstRecords(file))])
}

function spliceAt(file: ByteSource, from: number, to: number, edit: (bytes: Uint8Array) => Uint8Array): Splice {
  return { from, to, bytes: edit(Buffer.concat([...file.bytes(from, to)])) }
}
