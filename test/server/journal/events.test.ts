import { describe, expect, test } from 'vitest'
import { comment, exchangeEvent } from '../../../server/journal/events.ts'
import { shown } from './records.ts'

test('an exchange is an event with its id, its name and one line of JSON', () => {
  const exchange = shown()
  expect(exchangeEvent(exchange)).toBe(`id: 1\nevent: exchange\ndata: ${JSON.stringify(exchange)}\n\n`)
})

test.each(['\n', '\r', '\r\n', '\n\ndata: forged\n\n'])(
  '%j in an exchange ends neither the line nor the event',
  (text) => {
    const exchange = shown({ note: `a${text}b`, requestBody: text })
    const lines = exchangeEvent(exchange).split(/\r\n|\r|\n/)
    expect(lines.map((line) => line.split(':')[0])).toEqual(['id', 'event', 'data', '', ''])
    expect(JSON.parse(lines[2]!.slice('data: '.length))).toEqual(exchange)
  },
)

describe('a comment', () => {
  test('is what readers skip', () => {
    expect(comment()).toBe(': still here\n\n')
  })

  test.each(['a\nb', 'a\r\nb', 'a\rdata: b', '\n\nevent: forged'])(
    'has nothing but comments in its lines: %j',
    (text) => {
      const lines = comment(text).split(/\r\n|\r|\n/)
      expect(lines.filter((line) => line !== '' && !line.startsWith(':'))).toEqual([])
    },
  )
})
