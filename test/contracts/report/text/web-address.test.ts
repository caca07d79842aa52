import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { webAddress } from '../../../../contracts/report/text/web-address.ts'
import { anyText } from '../../../support/hostile-text.ts'
import { validator } from '../../../support/json-schema.ts'

test.each([
  ['https://docs.example/a#b', 'https://docs.example/a#b'],
  ['HTTP://docs.example', 'http://docs.example/'],
  ['http://[::1]:4610/a[0]', 'http://[::1]:4610/a%5B0%5D'],
  ['https://a.test/a b|c?d=é&e=%zz#f#g', 'https://a.test/a%20b%7Cc?d=%C3%A9&e=%25zz#f%23g'],
  ['https://me:secret@a.test/', 'https://a.test/'],
])('%s is the address %s', (text, address) => {
  expect(webAddress(text)).toBe(address)
})

test.each(['RFC 4180', 'javascript:alert(1)', 'https://', '//a.test', 'ftp://a.test', ''])('"%s" is none', (text) => {
  expect(webAddress(text)).toBeUndefined()
})

const isUri = validator({ type: 'string', format: 'uri' })

test('whatever is behind an address, it is a URI', () => {
  fc.assert(
    fc.property(anyText, anyText, (path, query) => {
      expect(isUri(webAddress(`https://a.test/${path}?${query}`))).toEqual([])
    }),
  )
})
