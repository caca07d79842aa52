/** @import { App } from './app.js' */
/** @import { Lane } from './timeline/lanes.js' */
import { el, fill, icon, place } from './dom.js'
import { countText } from './format.js'
import { exchangeDialog } from './timeline/exchange-dialog.js'
import { rove } from './timeline/keyboard.js'
import { kinds } from './timeline/kinds.js'
import { LaneView } from './timeline/lane-view.js'
import { isWanted, Lanes } from './timeline/lanes.js'
import { verdictPanel } from './timeline/verdicts.js'

/** More lanes would make the page heavy; older ones are shown on request. */
const lanesAtOnce = 300

/**
 * The exports of a sandbox as they happen, one lane each, and what the judge says of the client.
 * @param {HTMLElement} root @param {App} app
 */
export function mount(root, app) {
  const lanes = new Lanes()
  /** @type {Map<string, LaneView>} */
  const drawn = new Map()
  /** @type {Set<string>} */
  const changed = new Set()
  /** Lanes that are on the screen: only their times are kept up. @type {Set<string>} */
  const visible = new Set()
  const filter = { text: '', onlyRemarkable: false }
  let isPaused = false
  let isAsked = false
  let missed = 0
  let most = lanesAtOnce

  const list = el('div', { class: 'lanes', id: 'lanes', role: 'region', 'aria-label': 'Exports, the newest first' })
  const count = el('p', { class: 'muted', id: 'lane-count' })
  const older = el('button', { type: 'button', hidden: true, onclick: showOlder }, 'Show older ones')
  const empty = el('div', { class: 'card stack empty' })
  const pause = el('button', { type: 'button', 'aria-pressed': 'false', onclick: togglePause }, 'Pause')
  const tip = el('div', { class: 'tip', role: 'tooltip', id: 'tip', hidden: true })
  const dialog = exchangeDialog(app)
  const panel = verdictPanel(app, goTo)
  const keyboard = rove(list)
  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const id = /** @type {HTMLElement} */ (target).dataset.lane ?? ''
      if (isIntersecting) visible.add(id)
      else visible.delete(id)
    }
  })

  fill(
    root,
    el('h2', { class: 'unseen' }, 'Timeline'),
    el(
      'div',
      { class: 'row tools' },
      el(
        'label',
        { class: 'row' },
        'Filter ',
        el('input', { type: 'search', id: 'filter', placeholder: 'export, status, fault …', oninput: refilter }),
      ),
      el(
        'label',
        { class: 'row' },
        el('input', { type: 'checkbox', id: 'remarkable', onchange: refilter }),
        'Only with faults or findings',
      ),
      pause,
      el('button', { type: 'button', onclick: clear, title: 'They stay in the journal.' }, 'Hide what is there'),
      count,
    ),
    legend(),
    el('div', { class: 'columns' }, el('div', { class: 'stack' }, empty, list, older), panel.element),
    tip,
    dialog.element,
  )
  describeEmpty()

  app.activity.onExports.add((exports) => take(lanes.takeExports(exports)))
  app.activity.onExchanges.add(({ exchanges, skipped }) => {
    missed += skipped
    take(lanes.takeExchanges(exchanges))
  })
  app.activity.onReport.add((report) => {
    take(lanes.takeReport(report))
    panel.show(report)
  })
  app.activity.onForget.add(forget)
  app.sandbox.onChange(describeEmpty)
  app.activity.again()
  setInterval(tick, 250)
  for (const name of /** @type {const} */ (['pointerover', 'focusin'])) list.addEventListener(name, showTip)
  for (const name of /** @type {const} */ (['pointerout', 'focusout'])) list.addEventListener(name, hideTip)
  tip.addEventListener('pointerleave', hideTip)
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') hideTip()
  })

  return { shown: draw }

  /** @param {ReadonlySet<string>} ids */
  function take(ids) {
    for (const id of ids) changed.add(id)
    draw()
  }

  /** What has changed is drawn once a frame, however much that was. */
  function draw() {
    if (isAsked || isPaused) return
    isAsked = true
    requestAnimationFrame(() => {
      isAsked = false
      if (!isPaused && !root.hidden) drawNow()
    })
  }

  function drawNow() {
    const wanted = [...lanes.all.values()].filter((lane) => !lane.isHidden && isWanted(lane, filter, lanes.flags))
    const shown = wanted.slice(-most)
    const ids = new Set(shown.map(({ id }) => id))
    for (const [id, view] of drawn) if (!ids.has(id)) remove(id, view)
    const now = app.activity.now()
    const elements = shown.map((lane) => {
      const view = viewOf(lane)
      if (changed.has(lane.id)) view.update(lane, lanes.flags, now)
      return view.element
    })
    place(list, elements.reverse())
    changed.clear()
    older.hidden = wanted.length <= shown.length
    empty.hidden = lanes.all.size > 0
    showCount(wanted.length)
    keyboard.settle()
  }

  /** @param {Lane} lane */
  function viewOf(lane) {
    const known = drawn.get(lane.id)
    if (known !== undefined) return known
    const view = new LaneView(lane, { open: dialog.open, unfold, steer })
    drawn.set(lane.id, view)
    changed.add(lane.id)
    seen.observe(view.element)
    return view
  }

  /** @param {string} id @param {LaneView} view */
  function remove(id, view) {
    seen.unobserve(view.element)
    view.element.remove()
    drawn.delete(id)
    visible.delete(id)
  }

  function tick() {
    if (root.hidden || document.hidden) return
    const now = app.activity.now()
    for (const id of visible) {
      const lane = lanes.all.get(id)
      if (lane !== undefined) drawn.get(id)?.tick(lane, now)
    }
  }

  function forget() {
    lanes.forget()
    for (const [id, view] of drawn) remove(id, view)
    missed = 0
    panel.forget()
    draw()
  }

  /** @param {number} wanted */
  function showCount(wanted) {
    const hidden = lanes.all.size - wanted
    const parts = [
      countText(wanted, 'lane'),
      hidden > 0 ? `${hidden.toLocaleString('en')} hidden` : '',
      lanes.dropped > 0 ? `${countText(lanes.dropped, 'older one')} not kept` : '',
      missed > 0 ? `${countText(missed, 'exchange')} too many to draw` : '',
    ]
    const words = parts.filter(Boolean).join(' · ')
    if (count.textContent !== words) count.textContent = words
  }

  function refilter() {
    filter.text = /** @type {HTMLInputElement} */ (root.querySelector('#filter')).value.trim()
    filter.onlyRemarkable = /** @type {HTMLInputElement} */ (root.querySelector('#remarkable')).checked
    draw()
  }

  function togglePause() {
    isPaused = !isPaused
    pause.setAttribute('aria-pressed', String(isPaused))
    pause.textContent = isPaused ? 'Go on' : 'Pause'
    draw()
  }

  function clear() {
    for (const lane of lanes.all.values()) lane.isHidden = true
    draw()
  }

  function showOlder() {
    most += lanesAtOnce
    draw()
  }

  /** @param {Lane} lane */
  function unfold(lane) {
    lane.isOpen = true
    take(new Set([lane.id]))
  }

  /** @param {string} id @param {'release' | 'expire'} action */
  async function steer(id, action) {
    const sandbox = app.sandbox.current()
    if (sandbox === undefined) return
    try {
      await app.api.send(
        'POST',
        `sandboxes/${encodeURIComponent(sandbox.id)}/exports/${encodeURIComponent(id)}/${action}`,
      )
    } catch (error) {
      app.toast(error instanceof Error ? error.message : String(error), 'problem')
    }
  }

  /** @param {number} exchange */
  function goTo(exchange) {
    const lane = lanes.laneOf(exchange)
    if (lane === undefined) return void dialog.open(exchange)
    const mark = () => list.querySelector(`[data-exchange="${exchange}"]`)
    if (mark() === null) {
      lane.isOpen = true
      lane.isHidden = false
      changed.add(lane.id)
      drawNow()
    }
    const found = mark()
    if (!(found instanceof HTMLElement)) return void dialog.open(exchange)
    found.scrollIntoView({ block: 'center' })
    found.focus()
  }

  /** @param {Event} event */
  function showTip({ target }) {
    const mark = target instanceof Element ? target.closest('.mark') : null
    if (!(mark instanceof HTMLElement)) return
    tip.textContent = mark.dataset.says ?? ''
    tip.hidden = false
    const { left, bottom } = mark.getBoundingClientRect()
    tip.style.setProperty('left', `${Math.max(8, Math.min(left, innerWidth - tip.offsetWidth - 8))}px`)
    tip.style.setProperty(
      'top',
      `${bottom + tip.offsetHeight + 12 > innerHeight ? bottom - tip.offsetHeight - 30 : bottom}px`,
    )
  }

  /** Whoever moves from a mark to what is said of it may go on reading. @param {Event} [event] */
  function hideTip(event) {
    if (event instanceof PointerEvent && event.relatedTarget === tip) return
    tip.hidden = true
  }

  async function describeEmpty() {
    const { baseUrl = app.baseUrl } = app.sandbox.current() ?? {}
    const { datasets } = await app.contract()
    const { operation } = datasets[0] ?? {}
    if (operation === undefined) return
    const { path, parameters } = operation
    const body = Object.fromEntries(parameters.map(({ name, example }) => [name, example]))
    fill(
      empty,
      el('h3', {}, 'Nothing has been asked for here yet'),
      el(
        'p',
        {},
        'Each export that a client asks for will be a lane: its POST, its polls with the time between them, its download. Let a client run against the base URL above, or send one request:',
      ),
      el(
        'pre',
        { tabindex: 0, 'aria-label': 'A request as a command' },
        `curl -X POST '${baseUrl}${path}' -H 'Content-Type: application/json' -d '${JSON.stringify(body)}'`,
      ),
      el(
        'p',
        {},
        el(
          'button',
          { type: 'button', class: 'primary', onclick: () => app.showTab('try') },
          'Let this page be the client',
        ),
      ),
    )
  }
}

function legend() {
  return el(
    'details',
    { class: 'legend' },
    el('summary', {}, 'What the shapes mean'),
    el(
      'ul',
      {},
      ...Object.entries(kinds).map(([kind, words]) => el('li', {}, icon(kind), words)),
      el('li', {}, icon('flag'), 'a verdict names it'),
    ),
    el('p', { class: 'muted' }, 'Arrow keys lead along a lane and from lane to lane; Enter opens an exchange.'),
  )
}
