import { text } from '../../formats/index.ts'
import { type Cases, column, datasetOf } from './cases.ts'
import { starredColumn } from './starred-column.ts'

const required = (header: string) => ({ header, required: 'required' as const })

export const cases: Cases = {
  rule: starredColumn,
  dataset: datasetOf([
    column('City', text('Bonn'), required('City*')),
    column('House', text('5')),
    column('Zip', text('53111'), required('Zip*')),
    column('Land', text('de'), required('Land*')),
  ]),
  keeps: [
    ['no stars', 'City,House,Zip,Land\n'],
    ['the stars of the sample', 'City*,House,Zip*,Land*\n'],
  ],
  breaks: [
    ['a star that the sample lacks, in a plain header', 'City,House*,Zip,Land\n', [[0, 1, 2, 5]]],
    ['a star that the sample lacks, in a starred header', 'City*,House*,Zip*,Land*\n', [[0, 1, 2, 6]]],
    ['a star missing', 'City*,House,Zip,Land*\n', [[0, 1, 3, 12]]],
    ['one star alone', 'City*,House,Zip,Land\n', [[0, 1, 1, 0]]],
  ],
}
