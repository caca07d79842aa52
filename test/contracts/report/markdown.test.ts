import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { reportFormats } from '../../../contracts/index.ts'
import { anyRun } from '../../support/any-run.ts'
import {
  all,
  clientReport,
  csvReport,
  failed,
  failing,
  hammering,
  inScenario,
  misplaced,
  notExercised,
  passed,
  report,
  rule,
  run,
} from './samples.ts'

const { render } = reportFormats.markdown

test('a file that breaks the contract', () => {
  expect(render(run(csvReport))).toMatchInlineSnapshot(`
    "## ✗ The contract is broken

    balkanid-mock 1&#46;2.3: 1 failed, 1 passed.

    ### <code>csv requests: export.csv</code>

    Rules: 1 failed, 1 passed.

    Seen: rows <code>100</code>, line end <code>LF</code>.

    | verdict | rule | what it says | basis |
    | --- | --- | --- | --- |
    | ✗ failed, 42 findings | <code>csv/missing-cell</code> | A record has as many cells as the header. | documented, [https&#58;//docs.example/export&#35;csv](<https://docs.example/export#csv>) |

    <details><summary>✗ failed, 42 findings: <code>csv/missing-cell</code></summary>

    | where | received | expected | to mend |
    | --- | --- | --- | --- |
    | row 3, line 5, column 2 (App ID), byte 120 | <code>2 cells</code> | 10 cells | Write the missing cells, empty where there is nothing to say. |

    And 41 more.

    </details>
    "
  `)
})

test('several reports begin with a matrix', () => {
  expect(render(all).split('\n\n')[2]).toMatchInlineSnapshot(`
    "| judge | scenario | outcome | failed rules |
    | --- | --- | --- | --- |
    | csv |  | ✗ broken | ✗ missing-cell |
    | client | flaky-polls | ✓ kept | ! waits-between-polls |
    | provider |  | ? could not check |  |"
  `)
})

test('the matrix of scenarios tells the exit code, and kept scenarios are told there alone', () => {
  const text = render(run(inScenario('flaky-polls', [passed], 0), inScenario('late', [failed], 1)))
  expect(text.split('\n\n')[2]).toMatchInlineSnapshot(`
    "| scenario | outcome | exit | failed rules |
    | --- | --- | --- | --- |
    | flaky-polls | ✓ kept | 0 |  |
    | late | ✗ broken | 1 | ✗ missing-cell |"
  `)
  expect(text.match(/^### .*/gm)).toEqual(['### <code>client late: s1</code>'])
})

test('what findings share is told above them, and the others are told in full', () => {
  const other = { ...misplaced, received: '3 cells', expected: '12 cells' }
  const text = render(run(failing([misplaced, other, { ...misplaced, received: '4 cells' }])))
  expect(text.slice(text.indexOf('<details>'))).toMatchInlineSnapshot(`
    "<details><summary>✗ failed, 3 findings: <code>csv/missing-cell</code></summary>

    Expected: 10 cells

    To mend: Write the missing cells, empty where there is nothing to say.

    | where | received |
    | --- | --- |
    | row 3, line 5, column 2 (App ID), byte 120 | <code>2 cells</code> |
    | row 3, line 5, column 2 (App ID), byte 120 | <code>4 cells</code> |

    | where | received | expected | to mend |
    | --- | --- | --- | --- |
    | row 3, line 5, column 2 (App ID), byte 120 | <code>3 cells</code> | 12 cells | Write the missing cells, empty where there is nothing to say. |

    </details>
    "
  `)
})

test('a table that shows several findings is shown once, with the exchanges it is of', () => {
  const text = render(run(failing([hammering, { ...hammering, exchanges: [7] }])))
  expect(text).toContain('| exchanges 3, 4 | <code>gaps of 3 ms</code> |\n| exchange 7 | <code>gaps of 3 ms</code> |')
  expect(text.match(/^What shows .*|^\| poll .*/gm)).toEqual([
    'What shows exchanges 3, 4 and exchange 7:',
    '| poll | gap | expected |',
  ])
})

test('what failed in the same way in a report before is not told again', () => {
  const text = render(run(csvReport, { ...csvReport, dataset: 'rbac2' }))
  expect(text.match(/<details>/g)).toHaveLength(1)
  expect(text).toContain('The same as in <code>csv requests: export.csv</code>: <code>csv/missing-cell</code>')
})

test('where nothing was checked it says what to do', () => {
  expect(render(run(inScenario('flaky-polls', [notExercised], 0)))).toMatch(/^To do: No request came /m)
})

test('what was seen is told in words', () => {
  expect(render(run(report({ facts: { rows: 12345, lineEnd: null } })))).toContain(
    'Seen: rows <code>12,345</code>, line end <code>not known</code>.',
  )
})

test('what shows a finding is a table of its own', () => {
  expect(render(run(clientReport))).toContain(
    [
      '| poll | gap | expected |',
      '| --- | --- | --- |',
      '| <code>1</code> | <code>&#45;</code> | <code>&#45;</code> |',
    ].join('\n'),
  )
})

test('rules that passed are listed on request', () => {
  expect(render(run(csvReport))).not.toContain('extra-cell')
  expect(render(run(csvReport), { verbose: true })).toContain(
    '| ✓ passed, looked at 100 times | <code>csv/extra-cell</code>',
  )
})

test('text of others cannot become markup', () => {
  const finding = { ...misplaced, received: '</details>\n\n# Kept | `x` [y](z) <img src=x>' }
  const text = render(
    run(report({ verdicts: [{ rule: rule('csv/a'), result: 'failed', findings: [finding], total: 1 }] })),
  )
  expect(text).toContain(
    '<code>&#60;/details&#62;&#92;n&#92;n&#35; Kept &#124; &#96;x&#96; &#91;y&#93;(z) &#60;img src=x&#62;</code>',
  )
})

test('whatever the reports hold, the lines, cells and tags are ours', () => {
  fc.assert(
    fc.property(anyRun, fc.boolean(), (each, verbose) => {
      const text = render(each, { verbose })
      const lines = text.split('\n').filter((line) => line !== '')
      expect(
        lines.filter(
          (line) =>
            !/^(?:## |### <code>|\||<details>|<\/details>|[A-Za-z-]+ [\w.&#;-]+: |Rules: |A good client: |Seen: |To do: |Expected: |To mend: |The same as in |What shows |And \d)/.test(
              line,
            ),
        ),
      ).toEqual([])
      expect((text.match(/<(?!https?:)[^>]*>/g) ?? []).filter((tag) => !tags.has(tag))).toEqual([])
      expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u)
    }),
  )
})

const tags = new Set(['<code>', '</code>', '<em>', '</em>', '<details>', '</details>', '<summary>', '</summary>'])
