/** @import { App } from './app.js' */
/** @import { Export, Sandbox } from './types.ts' */
/** @import { Row } from './views/keyed-rows.js' */
import { el, fill } from './dom.js'
import { timeText } from './format.js'
import { stateWords } from './timeline/lanes.js'
import { keyedRows } from './views/keyed-rows.js'
import { field, pathOf, problemPlace, scenarios, select, submitted } from './views/parts.js'

/** More would not be looked at; the timeline has them all. */
const mostExports = 100

/**
 * Sandboxes, and the scenario, the clock and the exports of the one that is looked at.
 * @param {HTMLElement} root @param {App} app
 */
export async function mount(root, app) {
  const known = await scenarios(app)
  const names = known.map(({ name }) => /** @type {const} */ ([name, name]))
  const rows = el('tbody', {})
  const exportRows = el('tbody', {})
  const title = el('h2', {}, 'This sandbox')
  const about = el('p', { class: 'muted' })
  const time = el('output', { id: 'steer-time' })
  const [problem, clockProblem, scenarioProblem, exportProblem] = [
    problemPlace(),
    problemPlace(),
    problemPlace(),
    problemPlace(),
  ]
  const scenario = select('steer-scenario', [['', 'none'], ...names], () => void scenarioProblem.run(choose))
  const advance = el('input', { type: 'text', id: 'steer-advance', value: '15m1s', size: 8 })
  const instant = el('input', { type: 'text', id: 'steer-set', placeholder: '2026-01-31T00:00:00Z', size: 22 })
  const scale = el('input', { type: 'number', id: 'steer-scale', min: 0.001, step: 'any', value: 60 })
  const modes = el('div', { class: 'row', role: 'group', 'aria-label': 'How the clock goes' })
  const create = newSandbox()
  const selected = () => app.sandbox.current()
  const showSandboxes = keyedRows(rows, 'None.')
  const showRows = keyedRows(exportRows, 'None yet.')

  fill(
    root,
    el(
      'div',
      { class: 'stack' },
      el(
        'div',
        { class: 'columns halves' },
        el(
          'section',
          { class: 'card stack' },
          el('h2', {}, 'Sandboxes'),
          table('Sandboxes', ['Sandbox', 'Scenario', 'Clock', 'Exports', 'Exchanges', ''], rows),
          problem.element,
          create,
        ),
        el(
          'section',
          { class: 'card stack' },
          title,
          el('div', { class: 'row' }, field('Scenario', scenario)),
          about,
          scenarioProblem.element,
          el('h3', {}, 'Clock'),
          el('p', {}, 'It is ', time),
          modes,
          el(
            'form',
            {
              class: 'row',
              onsubmit: submitted(() => move({ advance: advance.value })),
            },
            field('Advance by', advance),
            el('button', { type: 'submit' }, 'Advance'),
            ...['1s', '1m', '15m'].map((by) =>
              el('button', { type: 'button', onclick: () => move({ advance: by }) }, `+ ${by}`),
            ),
          ),
          el(
            'form',
            {
              class: 'row',
              onsubmit: submitted(() => move({ set: instant.value })),
            },
            field('Set to', instant),
            el('button', { type: 'submit' }, 'Set'),
          ),
          clockProblem.element,
        ),
      ),
      el(
        'section',
        { class: 'card stack' },
        el('h2', {}, 'Its exports, the newest first'),
        table('Exports', ['Export', 'Dataset', 'State', 'Asked for', 'Polls', 'Downloads', ''], exportRows),
        exportProblem.element,
      ),
    ),
  )
  fill(
    modes,
    el('button', { type: 'button', 'data-mode': 'real', onclick: () => move({ mode: 'real' }) }, 'Real'),
    el('button', { type: 'button', 'data-mode': 'manual', onclick: () => move({ mode: 'manual' }) }, 'Pause'),
    el(
      'button',
      { type: 'button', 'data-mode': 'scaled', onclick: () => move({ mode: { scale: scale.valueAsNumber } }) },
      'Speed',
    ),
    field('Times as fast', scale),
  )
  app.sandbox.onChange((sandbox) => {
    showSandbox(sandbox)
    if (!root.hidden) keepListed()
  })
  app.exports.onChange(() => {
    if (!root.hidden) showExports()
  })
  app.activity.onForget.add(showExports)
  setInterval(() => {
    if (!root.hidden && !document.hidden) keepListed()
  }, 2000)
  setInterval(() => {
    if (!root.hidden) time.textContent = new Date(app.activity.now()).toISOString().replace('T', ' ')
  }, 100)
  const current = selected()
  if (current !== undefined) showSandbox(current)
  return {
    shown() {
      keepListed()
      showExports()
    },
  }

  /** @param {Sandbox} sandbox */
  function showSandbox(sandbox) {
    fill(title, 'The sandbox ', el('code', {}, sandbox.id))
    const its = sandbox.scenario ?? ''
    // One that was written down for this sandbox alone, or added since, is not on the list.
    if (![...scenario.options].some(({ value }) => value === its)) scenario.append(el('option', { value: its }, its))
    if (document.activeElement !== scenario) scenario.value = its
    const { summary, goodClient } = known.find(({ name }) => name === sandbox.scenario) ?? {}
    fill(
      about,
      ...(summary === undefined
        ? [sandbox.scenario === null ? 'It behaves as documented.' : 'A scenario of its own.']
        : [summary, el('br'), el('strong', {}, 'A good client: '), goodClient ?? '']),
    )
    for (const button of modes.querySelectorAll('button'))
      button.setAttribute('aria-pressed', String(button.dataset.mode === sandbox.clock.mode))
  }

  /** Whether the mock answers is said at the head of the page. */
  function keepListed() {
    list().catch(() => undefined)
  }

  async function list() {
    const sandboxes = await app.sandbox.list()
    showSandboxes(sandboxes.map(sandboxRow))
  }

  /** @param {Sandbox} sandbox @returns {Row} */
  function sandboxRow({ id, scenario, clock, exports, exchanges }) {
    const isCurrent = id === selected()?.id
    const act = (/** @type {string} */ words, /** @type {() => Promise<unknown>} */ work, kind = 'quiet') =>
      el(
        'button',
        {
          type: 'button',
          class: kind,
          'aria-label': `${words} ${id}`,
          onclick: () => void problem.run(() => work().then(list)),
        },
        words,
      )
    const buttons = () => [
      isCurrent ? el('span', { class: 'badge good' }, 'looked at') : act('Look at', async () => app.sandbox.select(id)),
      act('Reset', () => app.api.send('POST', `${pathOf(app, id)}/reset`)),
      id === 'default'
        ? null
        : act(
            'Delete',
            async () => {
              if (!confirm(`Delete the sandbox ${id} with its exports and its journal?`)) return
              await app.api.send('DELETE', pathOf(app, id))
              if (id === selected()?.id) app.sandbox.select('default')
            },
            'quiet danger',
          ),
    ]
    return {
      key: id,
      isCurrent,
      cells: [
        { says: id, make: () => el('code', {}, id) },
        scenario ?? '–',
        clock.mode === 'scaled' ? `${clock.scale}×` : clock.mode,
        String(exports),
        String(exchanges),
        { says: String(isCurrent), make: () => el('div', { class: 'row' }, ...buttons()) },
      ],
    }
  }

  function newSandbox() {
    const id = el('input', { type: 'text', id: 'new-id', placeholder: 'counted', size: 12 })
    const its = select('new-scenario', [['', 'as the server has it'], ...names])
    const seed = el('input', { type: 'number', id: 'new-seed', min: 0, placeholder: 'as it is' })
    const clock = select('new-clock', [
      ['', 'as the server has it'],
      ['real', 'real'],
      ['manual', 'manual'],
    ])
    const place = problemPlace()
    const make = async () => {
      const sandbox = await app.api.send('POST', 'sandboxes', {
        ...(id.value !== '' && { id: id.value }),
        ...(its.value !== '' && { scenario: its.value }),
        ...(seed.value !== '' && { seed: seed.valueAsNumber }),
        ...(clock.value !== '' && { clock: clock.value }),
      })
      id.value = ''
      app.sandbox.select(sandbox.id)
      app.toast(`The sandbox ${sandbox.id} is made.`)
      await list()
    }
    return el(
      'form',
      { class: 'stack', onsubmit: submitted(() => void place.run(make)) },
      el('h3', {}, 'Make another'),
      el(
        'div',
        { class: 'fields' },
        field('Name', id),
        field('Scenario', its),
        field('Seed', seed),
        field('Clock', clock),
      ),
      el('p', {}, el('button', { type: 'submit', class: 'primary' }, 'Make')),
      place.element,
    )
  }

  async function choose() {
    await app.api.send('PATCH', pathOf(app), { scenario: scenario.value === '' ? null : scenario.value })
    app.toast(scenario.value === '' ? 'No scenario any more.' : `The scenario is ${scenario.value}.`)
  }

  /** @param {object} to */
  function move(to) {
    void clockProblem.run(() => app.api.send('POST', `${pathOf(app)}/clock`, to))
  }

  function showExports() {
    showRows(app.exports.all().slice(-mostExports).reverse().map(exportRow))
  }

  /** @param {Export} each @returns {Row} */
  function exportRow({ id, dataset, state, issuedAt, polls, downloads }) {
    const act = (/** @type {string} */ words, /** @type {string} */ action, /** @type {boolean} */ isOver) =>
      el(
        'button',
        {
          type: 'button',
          class: 'quiet',
          disabled: isOver,
          'aria-label': `${words} ${id}`,
          onclick: () => void exportProblem.run(() => app.api.send('POST', `${pathOf(app)}/exports/${id}/${action}`)),
        },
        words,
      )
    const buttons = () => [
      act('Release now', 'release', state !== 'preparing'),
      act('Expire now', 'expire', state === 'expired'),
    ]
    return {
      key: id,
      cells: [
        { says: id, make: () => el('code', {}, id) },
        dataset,
        stateWords[state],
        timeText(issuedAt),
        String(polls),
        String(downloads),
        { says: state, make: () => el('div', { class: 'row' }, ...buttons()) },
      ],
    }
  }
}

/** @param {string} label @param {readonly string[]} columns @param {HTMLElement} body */
function table(label, columns, body) {
  return el(
    'div',
    { class: 'scroller', tabindex: 0, role: 'region', 'aria-label': label },
    el(
      'table',
      {},
      el(
        'thead',
        {},
        el('tr', {}, ...columns.map((name) => (name === '' ? el('td', {}) : el('th', { scope: 'col' }, name)))),
      ),
      body,
    ),
  )
}
