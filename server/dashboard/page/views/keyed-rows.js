/** @import { Child } from '../dom.js' */
import { el, fill, place } from '../dom.js'

/**
 * A row of a table: its key, and its cells, the first of which is its header. Of a cell the text says what it shows; what
 * it is made of is made anew only where that is another.
 * @typedef {{ key: string, isCurrent?: boolean, cells: readonly (string | { says: string, make(): Child })[] }} Row
 */

/**
 * Shows rows, and changes of them only what has changed: a button that is being pressed stays the same button, however
 * often the rest of the table changes.
 * @param {HTMLElement} body @param {string} none what is said where there is no row
 * @returns {(rows: readonly Row[]) => void}
 */
export function keyedRows(body, none) {
  /** @type {Map<string, { element: HTMLTableRowElement, says: string[] }>} */
  const drawn = new Map()
  const empty = el('tr', {}, el('td', { colspan: 9, class: 'muted' }, none))

  return (rows) => {
    for (const key of drawn.keys()) if (!rows.some((row) => row.key === key)) drawn.delete(key)
    const elements = rows.map(({ key, isCurrent = false, cells }) => {
      const row = drawn.get(key) ?? {
        element: el('tr', {}, ...cells.map((_, i) => (i === 0 ? el('th', { scope: 'row' }) : el('td')))),
        says: [],
      }
      drawn.set(key, row)
      if (isCurrent) row.element.setAttribute('aria-current', 'true')
      else row.element.removeAttribute('aria-current')
      for (const [i, cell] of cells.entries()) {
        const says = typeof cell === 'string' ? cell : cell.says
        const place = row.element.children[i]
        if (row.says[i] === says || place === undefined) continue
        row.says[i] = says
        fill(place, typeof cell === 'string' ? cell : cell.make())
      }
      return row.element
    })
    place(body, elements.length === 0 ? [empty] : elements)
  }
}
