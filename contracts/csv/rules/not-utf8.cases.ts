import { addresses, type Cases } from './cases.ts'
import { notUtf8 } from './not-utf8.ts'

const latin1 = (csv: string) => Buffer.from(csv, 'latin1')
const utf16 = (csv: string) => Buffer.from(csv, 'utf16le')
const bytes = (before: string, between: readonly number[], behind: string) =>
  Buffer.concat([Buffer.from(before), Buffer.from(between), Buffer.from(behind)])

export const cases: Cases = {
  rule: notUtf8,
  dataset: addresses,
  keeps: [
    ['two, three and four bytes a letter', 'City,Street,House\nKöln,„€“,😀\n'],
    ['the replacement character itself', 'City,Street,House\n\ufffd,,\n'],
  ],
  breaks: [
    ['Latin-1', latin1('City,Street,House\nK\xf6ln,Am Markt,5\n'), [[1, 2, 1, 19]]],
    [
      'two cells of a row',
      latin1('City,Street,House\nK\xf6ln,\xfc,5\n'),
      [
        [1, 2, 1, 19],
        [1, 2, 2, 23],
      ],
    ],
    ['inside quotes, on the second line of a cell', latin1('City,Street,House\nBonn,"a\n\xe9",5\n'), [[1, 3, 2, 26]]],
    ['half of a surrogate pair', bytes('City,Street,House\n', [0xed, 0xa0, 0x80], ',,\n'), [[1, 2, 1, 18]]],
    ['a longer form than needed', bytes('City,Street,House\n', [0xc0, 0xaf], ',,\n'), [[1, 2, 1, 18]]],
    ['UTF-16', utf16('\ufeffCity,Street,House\n'), [[null, 1, null, 0]]],
    ['UTF-16 without a byte order mark', utf16(`City,Street,House\n${'Köln,,\n'.repeat(100)}`), [[null, 1, null, 0]]],
    ['big-endian UTF-16', utf16('\ufeffCity,Street,House\n').swap16(), [[null, 1, null, 0]]],
    ['big-endian UTF-16 without a mark', utf16('City,Street,House\n').swap16(), [[null, 1, null, 0]]],
  ],
}
