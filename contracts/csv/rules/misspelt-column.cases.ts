import { addresses, type Cases } from './cases.ts'
import { misspeltColumn } from './misspelt-column.ts'

export const cases: Cases = {
  rule: misspeltColumn,
  dataset: addresses,
  keeps: [
    ['spelt right', 'City,Street,House\n'],
    ['in quotes', '"City","Street","House"\n'],
  ],
  breaks: [
    ['a letter lost', 'City,Stret,House\n', [[0, 1, 2, 5]]],
    [
      'lower case',
      'city,Street,house\n',
      [
        [0, 1, 1, 0],
        [0, 1, 3, 12],
      ],
    ],
    ['blanks around it', 'City, Street,House\n', [[0, 1, 2, 5]]],
    [
      'all of them',
      'city,street,house\nBonn,,\n',
      [
        [0, 1, 1, 0],
        [0, 1, 2, 5],
        [0, 1, 3, 12],
      ],
    ],
  ],
}
