import { expect, test } from 'vitest'
import { sarifMessage } from '../../../../contracts/report/text/sarif-message.ts'

test.each([
  ['a brace is no placeholder', '{"a": {0}}', '{{"a": {{0}}}}'],
  ['brackets are no link', '[a](https://example.test)', '[a\\](https://example.test)'],
  ['one line stays one line', 'a\nb', 'a\\nb'],
  ['the rest is as it was', 'Received 2 cells; expected 10.', 'Received 2 cells; expected 10.'],
])('%s', (_, text, message) => {
  expect(sarifMessage(text)).toBe(message)
})
