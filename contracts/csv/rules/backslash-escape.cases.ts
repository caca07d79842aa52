import { backslashEscape } from './backslash-escape.ts'
import { type Cases, facts } from './cases.ts'

export const cases: Cases = {
  rule: backslashEscape,
  dataset: facts,
  keeps: [
    ['backslashes of JSON, doubled quotes of CSV', 'Name,Facts\na,"{""n"":1,""s"":""\\\\\\""""}"\n'],
    ['a backslash before the closing quote', 'Name,Facts\n"C:\\\\",\n'],
  ],
  breaks: [
    ['JSON', 'Name,Facts\na,"{\\"n\\":1,\\"s\\":\\"\\"}"\n', [[1, 2, 2, 16]]],
    ['text', 'Name,Facts\n"say \\"no\\", please",\n', [[1, 2, 1, 17]]],
    ['a text without quotes around it', 'Name,Facts\nsay \\"no\\",\n', [[1, 2, 1, 16]]],
  ],
}
