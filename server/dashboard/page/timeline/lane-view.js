/** @import { Export } from '../types.ts' */
/** @import { Lane, Step } from './lanes.js' */
import { el, fill, icon, place } from '../dom.js'
import { bytesText, countdownText, countText, durationText, speedText } from '../format.js'
import { kindOf, labelOf, sentenceOf } from './kinds.js'
import { none, stateWords, stepsOf } from './lanes.js'

/**
 * What can be done on a lane.
 * @typedef {object} LaneActions
 * @property {(exchange: number) => void} open shows an exchange whole
 * @property {(lane: Lane) => void} unfold
 * @property {(id: string, action: 'release' | 'expire') => void} steer
 */

/** One lane as it is drawn. Marks never change once they are there, so only what is new is made. */
export class LaneView {
  /** @type {Map<string, HTMLLIElement>} */
  #items = new Map()
  /** @type {Map<string, string>} what an item was made of */
  #made = new Map()
  #head = el('div', { class: 'lane-head' })
  #state = el('span', { class: 'badge' })
  #readiness = el('span', { class: 'muted' })
  #counts = el('span', { class: 'muted' })
  #track = el('ol', { class: 'track' })
  #release = el('button', { type: 'button', class: 'quiet item', tabindex: -1 }, 'Release now')
  #expire = el('button', { type: 'button', class: 'quiet item', tabindex: -1 }, 'Expire now')
  #expiry = el('span', { class: 'expiry muted' })
  #download = el('li', { class: 'step downloading' })
  #progress = el('progress', { 'aria-label': 'Download' })
  #progressText = el('span')
  /** @type {{ at: number, sent: number } | undefined} where the download stood when it was first seen */
  #begun
  #actions

  /** @param {Lane} lane @param {LaneActions} actions */
  constructor(lane, actions) {
    this.#actions = actions
    const title = el('h3', { id: `lane-${lane.id}` }, lane.id === none ? 'Without an export' : 'Export')
    this.element = el('article', { class: 'lane', 'aria-labelledby': title.id, 'data-lane': lane.id })
    this.#head.append(title)
    if (lane.id !== none) {
      this.#release.addEventListener('click', () => actions.steer(lane.id, 'release'))
      this.#expire.addEventListener('click', () => actions.steer(lane.id, 'expire'))
      this.#head.append(
        this.#state,
        this.#readiness,
        this.#counts,
        this.#expiry,
        el('span', { class: 'lane-actions' }, this.#release, this.#expire),
      )
    } else this.#head.append(el('span', { class: 'muted' }, 'Calls that began none, and requests for other paths.'))
    this.#download.append(icon('downloaded'), this.#progress, this.#progressText)
    this.element.append(this.#head, this.#track)
  }

  /** @param {Lane} lane @param {ReadonlyMap<number, readonly string[]>} flags @param {number} now */
  update(lane, flags, now) {
    const steps = stepsOf(lane, flags)
    const items = steps.map((step) => this.#item(step, lane, flags))
    const kept = new Set(steps.map(({ key }) => key))
    for (const key of this.#items.keys()) if (!kept.has(key)) this.#drop(key)
    const under = this.#underWay(lane)
    place(this.#track, [...(lane.forgotten > 0 ? [this.#left(lane.forgotten)] : []), ...items, ...under])
    if (lane.export !== undefined) this.#describe(lane.export)
    this.tick(lane, now)
  }

  /** What changes as time passes. @param {Lane} lane @param {number} now by the clock of the sandbox */
  tick({ export: described }, now) {
    if (described === undefined) return
    const { state, readiness, issuedAt, expiresAt } = described
    if (readiness.after === 'duration' && state === 'preparing') {
      text(this.#readiness, `ready in ${countdownText(Date.parse(issuedAt) + readiness.ms - now)}`)
    }
    const left = Date.parse(expiresAt) - now
    const isOver = state === 'expired' || left < 0
    text(this.#expiry, isOver ? 'URLs expired' : `URLs expire in ${countdownText(left)}`)
    this.#expiry.classList.toggle('bad', isOver)
  }

  /** @param {Export} described */
  #describe(described) {
    const { dataset, id, state, readiness, issuedAt, readyAt, polls, downloads, parameters } = described
    const title = this.#head.firstElementChild
    const chosen = Object.entries(parameters).map(([name, value]) => `${name}: ${value}`)
    if (title !== null && title.childElementCount === 0) {
      fill(title, dataset, ' ', el('code', { title: id }, `…${id.slice(-6)}`))
      if (chosen.length > 0) title.after(el('span', { class: 'muted' }, chosen.join(', ')))
    }
    text(this.#state, stateWords[state])
    this.#state.className = `badge ${{ preparing: 'muted', ready: 'good', expired: 'bad' }[state]}`
    if (readyAt !== null) text(this.#readiness, `after ${durationText(Date.parse(readyAt) - Date.parse(issuedAt))}`)
    else if (readiness.after === 'polls') text(this.#readiness, `ready after ${countText(readiness.polls, 'poll')}`)
    else if (readiness.after === 'release') text(this.#readiness, 'ready when it is released')
    text(this.#counts, `${countText(polls, 'poll')} · ${countText(downloads, 'download')}`)
    this.#release.hidden = state !== 'preparing'
    this.#expire.hidden = state === 'expired'
  }

  /** @param {Step} step @param {Lane} lane @param {ReadonlyMap<number, readonly string[]>} flags */
  #item(step, lane, flags) {
    const broken = step.kind === 'mark' ? (flags.get(step.mark.id) ?? []) : []
    const madeOf = step.kind === 'mark' ? `${broken.join()} ${lane.size}` : `${step.count} ${step.flags.join()}`
    const known = this.#items.get(step.key)
    if (known !== undefined && this.#made.get(step.key) === madeOf) return known
    const item = step.kind === 'mark' ? this.#mark(step, lane, broken) : this.#fold(step, lane)
    if (known !== undefined) handOver(known, item)
    this.#items.set(step.key, item)
    this.#made.set(step.key, madeOf)
    return item
  }

  /** @param {Extract<Step, { kind: 'mark' }>} step @param {Lane} lane @param {readonly string[]} flags */
  #mark({ mark, gapMs, number }, lane, flags) {
    const kind = kindOf(mark)
    const isDownload = mark.phase === 'download' && mark.bytesSent > 0
    const sentence = sentenceOf(mark, { number, gapMs, flags })
    const label = isDownload ? transferText(mark) : labelOf(mark)
    const button = el(
      'button',
      {
        type: 'button',
        class: `mark item ${kind}${isDownload ? ' transfer' : ''}`,
        tabindex: -1,
        'aria-label': `${label}: ${sentence}`,
        'data-says': sentence,
        'data-exchange': mark.id,
        'data-kind': kind,
        onclick: () => this.#actions.open(mark.id),
      },
      icon(kind),
      isDownload ? bar(mark.bytesSent, lane.size ?? mark.bytesSent) : null,
      el('span', {}, label),
      flags.length > 0 ? icon('flag') : null,
    )
    return el('li', { class: 'step' }, gap(gapMs), button)
  }

  /** @param {Extract<Step, { kind: 'fold' }>} step @param {Lane} lane */
  #fold({ count, gapMs, status, flags }, lane) {
    const breaks = flags.length === 0 ? '' : `, which break ${flags.join(', ')}`
    const label = `${count.toLocaleString('en')} × ${status ?? 'none'}`
    const what = `${countText(count, 'more poll')} answered ${status ?? 'nothing'}${breaks}`
    const button = el(
      'button',
      {
        type: 'button',
        class: 'mark item fold',
        tabindex: -1,
        'aria-label': `${label}: ${what}; show them`,
        'data-says': `${what}; a click shows them.`,
        onclick: () => this.#actions.unfold(lane),
      },
      icon('fold'),
      el('span', {}, label),
      flags.length > 0 ? icon('flag') : null,
    )
    return el('li', { class: 'step' }, gap(gapMs), button)
  }

  /** @param {Lane} lane */
  #underWay({ export: described }) {
    const progress = described?.downloading
    if (!progress) {
      this.#begun = undefined
      return []
    }
    const { sent, of } = progress
    this.#begun ??= { at: performance.now(), sent }
    const speed =
      sent > this.#begun.sent ? ` · ${speedText(sent - this.#begun.sent, performance.now() - this.#begun.at)}` : ''
    if (of === null) this.#progress.removeAttribute('value')
    else {
      this.#progress.max = of
      this.#progress.value = sent
    }
    text(this.#progressText, `${bytesText(sent)}${of === null ? '' : ` of ${bytesText(of)}`}${speed}`)
    return [this.#download]
  }

  /** @param {number} count */
  #left(count) {
    return el('li', { class: 'step muted' }, `${countText(count, 'earlier exchange')} not shown`)
  }

  /** @param {string} key */
  #drop(key) {
    this.#items.delete(key)
    this.#made.delete(key)
  }
}

/** @param {{ bytesSent: number, durationMs: number, status: number | null, fault: string | null, brokenOff: boolean }} mark */
function transferText({ bytesSent, durationMs, status, fault, brokenOff }) {
  const odd = [status === 200 ? '' : status, fault, brokenOff ? 'broken off' : ''].filter(Boolean).join(' ')
  return [`${bytesText(bytesSent)} · ${speedText(bytesSent, durationMs)}`, odd].filter(Boolean).join(' · ')
}

/** How much of a file a download brought. @param {number} sent @param {number} of */
function bar(sent, of) {
  const filled = el('span', { class: 'filled' })
  filled.style.setProperty('inline-size', `${Math.min(100, (sent / Math.max(1, of)) * 100)}%`)
  return el('span', { class: 'bar' }, filled)
}

/** The time between two exchanges: written, and a line that is longer the longer it was. @param {number | null} ms */
function gap(ms) {
  if (ms === null) return null
  const line = el('span', { class: 'gap' }, ms < 1 ? '' : durationText(ms))
  line.style.setProperty('min-inline-size', `${(1 + Math.log10(1 + ms / 100)).toFixed(2)}rem`)
  return line
}

/** The focus, and being where Tab leads, go over to what takes an item's place. @param {Element} from @param {Element} to */
function handOver(from, to) {
  const [old, fresh] = [from.querySelector('button'), to.querySelector('button')]
  if (old === null || fresh === null) return
  fresh.tabIndex = old.tabIndex
  if (document.activeElement === old) queueMicrotask(() => fresh.focus())
}

/** @param {Element} element @param {string} value */
function text(element, value) {
  if (element.textContent !== value) element.textContent = value
}
