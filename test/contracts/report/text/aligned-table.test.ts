import { expect, test } from 'vitest'
import { alignedTable } from '../../../../contracts/report/text/aligned-table.ts'

test('columns are as wide as their widest cell, two blanks apart', () => {
  const table = {
    columns: ['poll', 'gap'],
    rows: [
      ['1', '-'],
      ['日本', '1000 ms'],
    ],
  }
  expect(alignedTable(table, 80)).toEqual([
    'poll  gap', //
    '1     -',
    '日本  1000 ms',
  ])
})

test('where there is no room the widest columns are cut, and the narrow ones left whole', () => {
  const table = { columns: ['poll', 'url'], rows: [['1', 'https://example.test/a/long/path']] }
  expect(alignedTable(table, 20)).toEqual(['poll  url', '1     https:/…g/path'])
})

test('a row with fewer cells, or more, is shown as it is', () => {
  expect(alignedTable({ columns: ['a', 'b'], rows: [['1'], ['1', '2', '3']] }, 80)).toEqual([
    'a  b', //
    '1',
    '1  2  3',
  ])
})
