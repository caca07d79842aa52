import { addresses, type Cases } from './cases.ts'
import { missingHeader } from './missing-header.ts'

export const cases: Cases = {
  rule: missingHeader,
  dataset: addresses,
  keeps: [
    ['a header without rows', 'City,Street,House\n'],
    ['a header without rows and without its line end', 'City,Street,House'],
    ['semicolons and tabs in cells', 'City,Street,House\nBonn;Köln,a\tb,\n'],
  ],
  breaks: [
    ['an empty file', '', [[null, 1, null, 0]]],
    ['rows alone', 'Bonn,Am Markt,5\nKöln,,\n', [[0, 1, null, 0]]],
    ['a row of another width', 'Bonn,5\n', [[0, 1, null, 0]]],
    ['semicolons', 'City;Street;House\r\nBonn;"Am Markt; 1";5\r\n', [[null, 1, null, 0]]],
    ['semicolons between quoted names', '"City*";"Street";"House"\n"Bonn";"";""\n', [[null, 1, null, 0]]],
    ['semicolons behind a byte order mark', '\ufeffCity;Street;House\n', [[null, 1, null, 0]]],
    ['semicolons between names in lower case', 'city;street;house\nBonn;;\n', [[null, 1, null, 0]]],
    ['tabs', 'City\tStreet\tHouse\nBonn\tAm Markt, 1\t5\n', [[null, 1, null, 0]]],
    ['semicolons below a line about them', 'sep=;\r\nCity;Street;House\r\n', [[null, 1, null, 0]]],
    ['a line about commas', 'sep=,\r\nCity,Street,House\r\nBonn,,\r\n', [[null, 1, null, 0]]],
    ['an Excel workbook', Buffer.from('PK\x03\x04\x14\0\x06\0', 'latin1'), [[null, 1, null, 0]]],
  ],
}
