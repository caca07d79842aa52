import { expect, test } from 'vitest'
import { targetOf } from '../../../contracts/provider/http/target.ts'

test.each([
  ['http://h/a/../b?x=%7e|y&z={}', '/a/../b?x=%7e|y&z={}'],
  ['https://h/a%2Fb//c?#part', '/a%2Fb//c?'],
  ['https://h', '/'],
  ['https://h?x=1', '/?x=1'],
  ['https://h/ü?x=a b', '/%C3%BC?x=a%20b'],
])('%s is asked for as it was written, where that can stand in a request line', (url, path) => {
  expect(targetOf(url)?.path).toBe(path)
})

test.each([
  ['http://H.example:80/', { isSecure: false, host: 'h.example', hostname: 'h.example', port: 80 }],
  ['https://h:8443/', { isSecure: true, host: 'h:8443', hostname: 'h', port: 8443 }],
  ['http://[::1]:1/', { isSecure: false, host: '[::1]:1', hostname: '::1', port: 1 }],
])('%s leads to its host and port', (url, expected) => {
  expect(targetOf(url)).toMatchObject(expected)
})

test.each(['', '/x', '//h/x', 'ftp://h/x', 'http://', 'http:/h/x', 'mailto:a@h'])('%j leads nowhere', (url) => {
  expect(targetOf(url)).toBeUndefined()
})
