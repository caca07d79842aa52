/** @typedef {Node | string | number | null | undefined | false} Child */
/** @typedef {string | number | boolean | null | undefined | ((event: any) => void)} Attribute */

/**
 * Makes an element. Texts become text nodes, so that what a client sent is never taken for HTML.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Readonly<Record<string, Attribute>>} [attributes] listeners by `on…`; `true` is an attribute without a value,
 *   and what is `false`, `null` or `undefined` is left out
 * @param {...(Child | readonly Child[])} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value)
    else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? '' : String(value))
    }
  }
  element.append(...nodesOf(children))
  return element
}

/**
 * Puts children in the place of those that an element has.
 * @param {Element} element
 * @param {...(Child | readonly Child[])} children
 */
export function fill(element, ...children) {
  element.replaceChildren(...nodesOf(children))
}

/**
 * Puts items in their order, and moves only those that stand elsewhere.
 * @param {Element} parent @param {readonly Element[]} items
 */
export function place(parent, items) {
  const wanted = new Set(items)
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove()
  for (const [i, item] of items.entries())
    if (parent.children[i] !== item) parent.insertBefore(item, parent.children[i] ?? null)
}

/**
 * One of the page's own shapes, which say nothing to whoever does not see them.
 * @param {string} shape
 */
export function icon(shape) {
  const svg = document.createElementNS(namespace, 'svg')
  svg.setAttribute('class', `shape ${shape}`)
  svg.setAttribute('viewBox', '0 0 16 16')
  svg.setAttribute('aria-hidden', 'true')
  for (const d of shapes[shape] ?? []) {
    const path = document.createElementNS(namespace, 'path')
    path.setAttribute('d', d)
    svg.append(path)
  }
  return svg
}

const namespace = 'http://www.w3.org/2000/svg'

const circle = 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11z'

/** Paths in a square of 16. What an exchange came to can be told by its shape alone. @type {Readonly<Record<string, readonly string[]>>} */
const shapes = {
  called: ['M3 3h10v10H3z', 'M6 8h4M8 6l2 2l-2 2'],
  'not-ready': [circle],
  ready: [circle],
  downloaded: ['M8 2v8M4.5 7L8 10.5L11.5 7', 'M3 13.5h10'],
  part: ['M8 2v4M8 8v2M4.5 7L8 10.5L11.5 7', 'M3 13.5h3M10 13.5h3'],
  throttled: [circle, 'M6.5 5.5v5M9.5 5.5v5'],
  refused: ['M3 3h10v10H3z', 'M5.5 5.5l5 5M10.5 5.5l-5 5'],
  failed: ['M8 2L14.5 13.5H1.5z', 'M8 6.5v3M8 11.4v.2'],
  lost: ['M8 2.5a5.5 5.5 0 0 1 4.8 8.2', 'M10.5 13A5.5 5.5 0 0 1 2.7 6.5', 'M12.5 3.5l-9 9'],
  faulty: ['M8 1.5L14.5 8L8 14.5L1.5 8z', 'M8 5v3.5M8 10.8v.2'],
  other: ['M3 8h.2M8 8h.2M13 8h.2'],
  fold: ['M3 5.5h10M3 10.5h10'],
  flag: ['M4 14.5V2h8l-2.5 3.5L12 9H4'],
}

/** @param {readonly (Child | readonly Child[])[]} children */
function nodesOf(children) {
  return children
    .flat()
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : String(child)))
}
