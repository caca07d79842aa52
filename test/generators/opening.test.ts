import { setImmediate } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { CsvFile } from '../../generators/index.ts'
import { openFile, specOf } from '../support/csv-files.ts'

/** Counts the turns of the event loop that other work gets, until the test is over. */
function countTurns(): { turns: number } {
  const counter = { turns: 0 }
  let running = true
  onTestFinished(() => {
    running = false
  })
  const count = async () => {
    while (running) {
      await setImmediate()
      counter.turns++
    }
  }
  void count()
  return counter
}

const hugeFile = specOf('requests', { rows: 300_000 })

describe('opening a huge file', () => {
  test('lets other work have its turn, again and again', async () => {
    await openFile('requests', { rows: 1 }) // makes the company, which is done at once
    const counter = countTurns()
    await CsvFile.open(hugeFile)
    expect(counter.turns).toBeGreaterThan(150) // some 3,000 blocks, 16 of them a turn
  })

  test('stops soon when its signal aborts, with the reason of the signal', async () => {
    const counter = countTurns()
    const controller = new AbortController()
    const opening = CsvFile.open(hugeFile, controller.signal)
    const reason = new Error('the client went away')
    await setImmediate()
    controller.abort(reason)
    await expect(opening).rejects.toBe(reason)
    expect(counter.turns).toBeLessThan(5)
  })

  test('does not begin when the signal has aborted already', async () => {
    const counter = countTurns()
    const reason = new Error('too late')
    await expect(CsvFile.open(hugeFile, AbortSignal.abort(reason))).rejects.toBe(reason)
    expect(counter.turns).toBeLessThan(2)
  })

  test('goes on to the end with a signal that does not abort', async () => {
    const [watched, plain] = await Promise.all([
      CsvFile.open(hugeFile, new AbortController().signal),
      CsvFile.open(hugeFile),
    ])
    expect(watched.size).toBe(plain.size)
  })
})
