import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { uriOf } from '../../../../contracts/report/text/uri-of.ts'
import { anyText } from '../../../support/hostile-text.ts'
import { validator } from '../../../support/json-schema.ts'

test.each([
  ['export.csv', 'export.csv'],
  ['out/my export.csv', 'out/my%20export.csv'],
  ['out\\export.csv', 'out/export.csv'],
  ['/tmp/export.csv', 'file:///tmp/export.csv'],
  ['C:\\out\\export.csv', 'file:///C:/out/export.csv'],
  ['\\\\server\\share\\x.csv', 'file://server/share/x.csv'],
  ['https://example.test/a b?c', 'https://example.test/a%20b?c'],
  ['a:b', 'a%3Ab'],
  ['-', '-'],
  ['CSV', 'CSV'],
])('%s is %s', (name, uri) => {
  expect(uriOf(name)).toBe(uri)
})

const isUriReference = validator({ type: 'string', format: 'uri-reference' })

test('any name is a URI reference', () => {
  fc.assert(
    fc.property(anyText, (name) => {
      expect(isUriReference(uriOf(name))).toEqual([])
    }),
  )
})
