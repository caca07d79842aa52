/**
 * Lets the arrow keys lead through the lanes: along a lane, and from lane to lane. Of all their buttons only one is where
 * Tab leads, so that hundreds of lanes do not stand between whoever uses the keyboard and the rest of the page.
 * @param {HTMLElement} lanes
 */
export function rove(lanes) {
  /** @type {HTMLElement | undefined} */
  let current

  lanes.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && target.matches('.item')) settleOn(target)
  })
  lanes.addEventListener('keydown', (event) => {
    if (!(event.target instanceof HTMLElement) || !event.target.matches('.item')) return
    const to = neighbour(event.target, event.key)
    if (to === undefined) return
    event.preventDefault()
    to.focus()
    to.scrollIntoView({ block: 'nearest' })
  })

  return {
    /** Sees to it that Tab leads somewhere. */
    settle() {
      if (current?.isConnected && !current.hidden) return
      const first = lanes.querySelector('.track .item')
      if (first instanceof HTMLElement) settleOn(first)
    },
  }

  /** @param {HTMLElement} item */
  function settleOn(item) {
    if (current !== undefined) current.tabIndex = -1
    item.tabIndex = 0
    current = item
  }

  /** @param {HTMLElement} item @param {string} key @returns {HTMLElement | undefined} */
  function neighbour(item, key) {
    const lane = item.closest('.lane')
    const along = itemsOf(lane)
    const at = along.indexOf(item)
    switch (key) {
      case 'ArrowRight':
        return along[at + 1]
      case 'ArrowLeft':
        return along[at - 1]
      case 'Home':
        return along[0]
      case 'End':
        return along.at(-1)
      case 'ArrowDown':
      case 'ArrowUp': {
        const all = [...lanes.querySelectorAll('.lane:not([hidden])')].filter((each) => itemsOf(each).length > 0)
        const next = all[all.indexOf(/** @type {Element} */ (lane)) + (key === 'ArrowDown' ? 1 : -1)]
        const items = itemsOf(next ?? null)
        return items[Math.min(at, items.length - 1)]
      }
      default:
        return undefined
    }
  }
}

/** The marks first, then what can be done. @param {Element | null} lane @returns {readonly HTMLElement[]} */
function itemsOf(lane) {
  if (lane === null) return []
  const marks = [...lane.querySelectorAll('.track .item')]
  const actions = [...lane.querySelectorAll('.lane-actions .item:not([hidden])')]
  return /** @type {HTMLElement[]} */ ([...marks, ...actions])
}
