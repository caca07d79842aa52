/** @import { Report, Verdict } from '../types.ts' */
/** @import { App } from '../app.js' */
import { el, fill } from '../dom.js'
import { countText } from '../format.js'

/**
 * What the client judge says, as it says it: what is broken first, with the exchanges that show it.
 * @param {App} app @param {(exchange: number) => void} goTo
 */
export function verdictPanel(app, goTo) {
  const summary = el('p', {}, 'Nothing has been judged yet.')
  const broken = el('div', { class: 'stack' })
  const others = el('div', { class: 'stack' })
  /** @type {Set<string>} */
  let known = new Set()
  let told = ''

  return {
    element: el(
      'section',
      { class: 'card stack verdicts', 'aria-labelledby': 'verdicts-title' },
      el('h2', { id: 'verdicts-title' }, 'Verdicts on the client'),
      summary,
      broken,
      others,
    ),
    forget() {
      known = new Set()
      told = ''
      fill(summary, 'Nothing has been judged yet.')
      fill(broken)
      fill(others)
    },
    /** @param {Report} report */
    show(report) {
      const text = JSON.stringify(report.verdicts)
      if (text === told) return
      told = text
      const those = (/** @type {Verdict['result']} */ wanted) =>
        report.verdicts.filter(({ result }) => result === wanted)
      const failed = those('failed').sort((a, b) => weight(a) - weight(b))
      fill(summary, summaryOf(failed, those('passed').length))
      const openOnes = new Set([...broken.querySelectorAll('details[open]')].map(({ id }) => id))
      fill(broken, ...failed.map((verdict) => failedVerdict(verdict, goTo, openOnes, known)))
      const lists = /** @type {const} */ ([
        ['passed', '✓', 'passed'],
        ['could-not-check', '?', 'could not be checked'],
        ['not-exercised', '–', 'not exercised'],
      ])
      const openLists = new Set([...others.querySelectorAll('details[open]')].map(({ id }) => id))
      fill(
        others,
        ...lists.flatMap(([result, sign, words]) => {
          const verdicts = those(result)
          return verdicts.length === 0 ? [] : [list(`verdicts-${result}`, sign, words, verdicts, openLists)]
        }),
      )
      for (const { rule } of failed) if (!known.has(rule.id)) app.announce(`${rule.id} failed: ${rule.requirement}`)
      known = new Set(failed.map(({ rule }) => rule.id))
    },
  }
}

/** @param {readonly Verdict[]} failed @param {number} passed */
function summaryOf(failed, passed) {
  const breaches = failed.filter(({ rule }) => rule.level === 'must').length
  const warnings = failed.length - breaches
  const also = [warnings === 0 ? '' : countText(warnings, 'warning'), `${passed} passed`].filter(Boolean).join(', ')
  if (breaches > 0) {
    return el('span', {}, el('strong', { class: 'bad' }, `✗ ${countText(breaches, 'rule')} broken`), ` · ${also}`)
  }
  if (passed === 0 && warnings === 0) return 'Nothing has been judged yet.'
  return el('span', {}, el('strong', { class: 'good' }, '✓ Nothing broken so far'), ` · ${also}`)
}

/** @param {Verdict} verdict */
function weight({ rule }) {
  return rule.level === 'must' ? 0 : 1
}

/**
 * @param {Verdict} verdict @param {(exchange: number) => void} goTo
 * @param {ReadonlySet<string>} openOnes @param {ReadonlySet<string>} known
 */
function failedVerdict(verdict, goTo, openOnes, known) {
  if (verdict.result !== 'failed') return null
  const { rule, findings, total } = verdict
  const id = `verdict-${rule.id.replaceAll('/', '-')}`
  const isMust = rule.level === 'must'
  return el(
    'details',
    { id, class: `verdict ${isMust ? 'broken' : 'warned'}`, open: openOnes.has(id) || !known.has(rule.id) },
    el(
      'summary',
      {},
      el('strong', { class: isMust ? 'bad' : 'warn' }, isMust ? '✗ ' : '⚠ ', rule.id),
      el('span', { class: 'muted' }, total === 1 ? '' : ` · ${total} findings`),
      el('br'),
      rule.requirement,
    ),
    el(
      'ul',
      { class: 'stack' },
      ...findings
        .slice(0, 3)
        .map(({ received, expected, remedy, note, exchanges = [] }) =>
          el(
            'li',
            { class: 'finding' },
            el(
              'dl',
              {},
              ...pair('Received', received),
              ...pair('Expected', expected),
              ...pair('To mend', remedy),
              ...pair('Note', note),
            ),
            exchanges.length === 0
              ? null
              : el(
                  'p',
                  { class: 'row' },
                  ...exchanges
                    .slice(0, 8)
                    .map((number) =>
                      el(
                        'button',
                        { type: 'button', class: 'quiet', onclick: () => goTo(number) },
                        `Exchange ${number}`,
                      ),
                    ),
                ),
          ),
        ),
    ),
  )
}

/** @param {string} name @param {string | undefined} value */
function pair(name, value) {
  return value === undefined ? [] : [el('dt', {}, name), el('dd', {}, value)]
}

/** @param {string} id @param {string} sign @param {string} words @param {readonly Verdict[]} verdicts @param {ReadonlySet<string>} open */
function list(id, sign, words, verdicts, open) {
  return el(
    'details',
    { id, open: open.has(id) },
    el('summary', {}, `${sign} ${verdicts.length} ${words}`),
    el(
      'ul',
      { class: 'rules' },
      ...verdicts.map((verdict) =>
        el(
          'li',
          {},
          el('code', {}, verdict.rule.id),
          el('br'),
          verdict.rule.requirement,
          'reason' in verdict ? el('span', { class: 'muted' }, ` ${verdict.reason}`) : null,
        ),
      ),
    ),
  )
}
