/** @import { App } from '../app.js' */
/** @import { DatasetContract, Scenario } from './contract-types.ts' */
import { el, fill } from '../dom.js'

/** @param {string} label @param {HTMLElement} control @param {string | Node} [hint] */
export function field(label, control, hint) {
  return el('label', { class: 'field' }, label, control, hint === undefined ? null : el('span', {}, hint))
}

/** @param {string} id @param {readonly (readonly [value: string, text: string])[]} options @param {() => void} [onchange] */
export function select(id, options, onchange) {
  return el('select', { id, onchange }, ...options.map(([value, text]) => el('option', { value }, text)))
}

/** What a form does instead of loading another page. @param {() => void} work @returns {(event: Event) => void} */
export function submitted(work) {
  return (event) => {
    event.preventDefault()
    work()
  }
}

/** How sure we are of something. @param {string} basis */
export function basisBadge(basis) {
  const kind = { documented: 'good', inferred: 'muted', assumed: 'warn' }[basis] ?? 'muted'
  return el('span', { class: `badge ${kind}` }, basis)
}

/** A page of the documentation. @param {string} source */
export function sourceLink(source) {
  return el('a', { href: source, target: '_blank', rel: 'noreferrer' }, 'source')
}

/**
 * Code with a button that copies it.
 * @param {App} app @param {string} label @param {string} code
 */
export function copyBlock(app, label, code) {
  return el(
    'div',
    { class: 'copy-block' },
    el('pre', { tabindex: 0, 'aria-label': label }, code),
    el(
      'button',
      { type: 'button', class: 'quiet', onclick: () => void app.copy(code), 'aria-label': `Copy ${label}` },
      'Copy',
    ),
  )
}

/**
 * A place that says what went wrong.
 * @returns {{ element: HTMLElement, run(work: () => Promise<unknown>): Promise<void> }} `run` does something, and says
 *   there why it could not be done
 */
export function problemPlace() {
  const element = el('p', { class: 'problem', role: 'alert' })
  return {
    element,
    async run(work) {
      fill(element)
      try {
        await work()
      } catch (error) {
        fill(element, error instanceof Error ? error.message : String(error))
      }
    },
  }
}

/**
 * A checkbox for each parameter of a dataset's download.
 * @param {DatasetContract} dataset @param {string} prefix of the ids @param {() => void} onchange
 */
export function parameterBoxes({ operation }, prefix, onchange) {
  return operation.parameters.map(({ name, description, example }) =>
    el(
      'label',
      { class: 'row' },
      el('input', {
        type: 'checkbox',
        id: `${prefix}-${name}`,
        'data-parameter': name,
        checked: example === true,
        onchange,
      }),
      name,
      el('span', { class: 'muted' }, description),
    ),
  )
}

/** What is chosen in such boxes. @param {Element} place @returns {Record<string, boolean>} */
export function chosenParameters(place) {
  const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (place.querySelectorAll('[data-parameter]'))
  return Object.fromEntries([...boxes].map((box) => [box.dataset.parameter ?? '', box.checked]))
}

/** @param {App} app @returns {Promise<readonly Scenario[]>} */
export async function scenarios(app) {
  return (await app.api.get('scenarios')).scenarios
}

/** The path of a sandbox in the admin API. @param {App} app @param {string} [id] the one that is looked at, by default */
export function pathOf(app, id = app.sandbox.current()?.id ?? 'default') {
  return `sandboxes/${encodeURIComponent(id)}`
}
