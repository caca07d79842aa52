import { expect, test } from 'vitest'
import { ProgressLine } from '../../../server/cli/progress.ts'
import { Screen } from '../../support/terminal.ts'

const erase = '\r\u001b[K'

/** What a terminal is told of a file that comes at a megabyte a second. */
function drawn(seconds: number, size: number | undefined, columns = 80): string {
  const terminal = new Screen(true, columns)
  let time = 0
  const line = new ProgressLine(terminal, size, () => time)
  for (let second = 1; second <= seconds; second++) {
    time += 1000
    line.draw(second * 1_000_000)
  }
  line.clear()
  return terminal.text
}

test('a line says how far it is, and how fast; in the end it is erased', () => {
  expect(drawn(2, 10_000_000)).toBe(
    '\r[###---------------------------]  10 %  1 of 10 MB, 1 MB/s \u001b[K' +
      '\r[######------------------------]  20 %  2 of 10 MB, 1 MB/s \u001b[K' +
      erase,
  )
})

test('of what is piped in nobody knows how much is to come', () => {
  expect(drawn(1, undefined)).toBe(`\r1 MB, 1 MB/s \u001b[K${erase}`)
})

test('on a narrow terminal there is no bar, as a line that is broken could not be drawn again', () => {
  expect(drawn(1, 10_000_000, 40)).toBe(`\r 10 %  1 of 10 MB, 1 MB/s \u001b[K${erase}`)
})

test('a file that grows meanwhile is never more than whole', () => {
  expect(drawn(3, 2_000_000)).toContain('[##############################] 100 %  3 of 2 MB')
})

test('what is done within a moment is not worth a line', () => {
  const terminal = new Screen(true)
  const line = new ProgressLine(terminal, 100, () => 0)
  line.draw(50)
  line.clear()
  expect(terminal.text).toBe('')
})

test('a line is drawn ten times a second at the most', () => {
  const terminal = new Screen(true)
  let time = 0
  const line = new ProgressLine(terminal, 100, () => time++)
  while (time < 1000) line.draw(50)
  expect(terminal.text.split('\r').length - 1).toBe(5) // the first half of the second is a moment
})
