import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reportFormats } from '../../../contracts/index.ts'
import { anyRun } from '../../support/any-run.ts'
import { all } from './samples.ts'

const formats = Object.entries(reportFormats)

describe.each(formats)('%s', (name, format) => {
  test('goes by its own name', () => {
    expect(format.name).toBe(name)
  })

  test('is summed up in a sentence, and says what its files are', () => {
    expect(format.summary).toMatch(/^[A-Z].*\.$/)
    expect(format.mediaType).toMatch(/^(?:text|application)\/[a-z+]+/)
    expect(format.extension).toMatch(/^\.[a-z]+$/)
  })

  test('ends with one line end', () => {
    expect(format.render(all)).toMatch(/[^\n]\n$/)
  })

  test('is the same text each time', () => {
    expect(format.render(all)).toBe(format.render(structuredClone(all)))
  })

  test('tells of every rule that failed, and of what could not be checked', () => {
    const text = format.render(all)
    expect(text).toMatch(/csv\/missing-cell.*client\/waits-between-polls/s)
    expect(text).toContain('provider/ranges')
    expect(text).toContain('The service did not answer within 10 s.')
  })

  test('can be written of any run', () => {
    fc.assert(
      fc.property(anyRun, fc.boolean(), (run, verbose) => {
        expect(format.render(run, { verbose }).endsWith('\n')).toBe(true)
      }),
    )
  })
})

test('no two formats share an extension', () => {
  expect(new Set(formats.map(([, { extension }]) => extension)).size).toBe(formats.length)
})
