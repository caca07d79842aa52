/** @import { Finding, Report, Verdict } from '../types.ts' */
import { el } from '../dom.js'
import { bytesText, countText } from '../format.js'
import { basisBadge, sourceLink } from './parts.js'

/** More would not be read. */
const mostFindings = 10

/** What the checker of CSV files says of one. @param {Report} report */
export function findings(report) {
  const { verdicts, facts, subject } = report
  const failed = verdicts.filter(({ result }) => result === 'failed')
  const breaches = failed.filter(({ rule }) => rule.level === 'must').length
  const passed = verdicts.filter(({ result }) => result === 'passed').length
  const rows = typeof facts.rows === 'number' ? countText(facts.rows, 'row') : ''
  const size = typeof facts.bytes === 'number' ? bytesText(facts.bytes) : ''
  const isKept = breaches === 0
  return [
    el(
      'p',
      { class: 'outcome' },
      el('strong', { class: isKept ? 'good' : 'bad' }, isKept ? '✓ The contract is kept' : '✗ The contract is broken'),
      ` by ${subject}: `,
      [
        breaches === 0 ? '' : countText(breaches, 'rule broken', 'rules broken'),
        failed.length === breaches ? '' : countText(failed.length - breaches, 'warning'),
        `${passed} passed`,
        rows,
        size,
      ]
        .filter(Boolean)
        .join(' · '),
    ),
    ...failed.map(failedRule),
  ]
}

/** @param {Verdict} verdict */
function failedRule(verdict) {
  if (verdict.result !== 'failed') return null
  const { rule, total } = verdict
  const shown = verdict.findings.slice(0, mostFindings)
  const isMust = rule.level === 'must'
  const columns = parts.filter(({ of }) => !isCommon(shown, of))
  return el(
    'section',
    { class: `verdict ${isMust ? 'broken' : 'warned'} stack`, 'data-rule': rule.id },
    el(
      'h4',
      {},
      isMust ? '✗ ' : '⚠ ',
      el('code', {}, rule.id),
      ` · ${countText(total, 'finding')} `,
      basisBadge(rule.basis),
      ' ',
      sourceLink(rule.source),
    ),
    el('p', {}, rule.requirement),
    el('dl', { class: 'pairs' }, ...parts.filter(({ of }) => isCommon(shown, of)).flatMap((part) => pair(part, shown))),
    el(
      'div',
      { class: 'scroller', tabindex: 0, role: 'region', 'aria-label': `Findings of ${rule.id}` },
      el(
        'table',
        {},
        el('thead', {}, el('tr', {}, ...columns.map(({ name }) => el('th', { scope: 'col' }, name)))),
        el(
          'tbody',
          {},
          ...shown.map((finding) => el('tr', {}, ...columns.map(({ of }) => el('td', {}, of(finding) ?? '')))),
        ),
      ),
    ),
    total > shown.length ? el('p', {}, `${countText(total - shown.length, 'more finding')} not shown.`) : null,
  )
}

/** @type {readonly { name: string, of(finding: Finding): string | undefined }[]} */
const parts = [
  { name: 'Where', of: ({ place }) => placeText(place) },
  { name: 'Received', of: ({ received }) => received },
  { name: 'Expected', of: ({ expected }) => expected },
  { name: 'To mend', of: ({ remedy }) => remedy },
  { name: 'Note', of: ({ note }) => note },
]

/**
 * Whether all findings say the same, so that it is said once. Where a finding is, and what was received there, stays its own.
 * @param {readonly Finding[]} findings @param {(finding: Finding) => string | undefined} of
 */
function isCommon(findings, of) {
  return parts.findIndex((part) => part.of === of) > 1 && new Set(findings.map(of)).size === 1
}

/** @param {typeof parts[number]} part @param {readonly Finding[]} findings */
function pair({ name, of }, [first]) {
  const text = first === undefined ? undefined : of(first)
  return text === undefined ? [] : [el('dt', {}, name), el('dd', {}, text)]
}

/** @param {Finding['place']} place */
function placeText(place) {
  if (place === undefined) return 'the file'
  const { row, line, column, byte } = place
  return [
    row === null ? '' : row === 0 ? 'header' : `row ${row}`,
    `line ${line}`,
    column === null ? '' : `column ${column.number} (${column.name})`,
    `byte ${byte}`,
  ]
    .filter(Boolean)
    .join(', ')
}
