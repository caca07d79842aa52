/** @import { App, Connection } from './app.js' */
/** @import { Sandbox } from './types.ts' */
import { adminApi } from './api.js'
import { createApp } from './app.js'
import { el, fill } from './dom.js'
import { timeText } from './format.js'

/**
 * The views, each a module that is loaded when it is first looked at.
 * @type {Readonly<Record<string, { title: string, load(): Promise<{ mount(root: HTMLElement, app: App): View | void | Promise<View | void> }> }>>}
 */
const views = {
  timeline: { title: 'Timeline', load: () => import('./timeline-view.js') },
  try: { title: 'Try it', load: () => import('./try-it-view.js') },
  steer: { title: 'Steer', load: () => import('./steer-view.js') },
  data: { title: 'Data', load: () => import('./data-view.js') },
  contract: { title: 'Contract', load: () => import('./contract-view.js') },
}

/** @type {Readonly<Record<Connection, string>>} */
const connectionTexts = {
  connecting: 'Connecting',
  live: 'Live',
  lost: 'The mock does not answer; trying again',
  gone: 'This sandbox is gone; choose another',
  locked: 'No token; load the page anew to give one',
}

/** What a view may want to know. @typedef {{ shown?(): void }} View */

const { baseUrl = '', ownPort } = document.documentElement.dataset
/** @type {Map<string, { tab: HTMLButtonElement, panel: HTMLElement, view: Promise<View | void> | undefined }>} */
const tabs = new Map()
let shown = ''

const app = createApp({
  api: adminApi(askForToken),
  baseUrl,
  ownPort: ownPort === 'true',
  announce: (text) => fill(byId('announcements'), text),
  toast,
  copy,
  showTab: (name) => {
    location.hash = name
  },
  chosen(id) {
    const url = new URL(location.href)
    if (id === 'default') url.searchParams.delete('sandbox')
    else url.searchParams.set('sandbox', id)
    if (url.href !== location.href) history.pushState(null, '', url)
    fill(byId('sandbox'), el('option', { value: id }, id))
    void listSandboxes()
  },
})

makeTabs()
app.sandbox.onChange(showSandbox)
app.activity.onConnection.add(showConnection)
window.addEventListener('hashchange', () => void showTabOfUrl())
window.addEventListener('popstate', () => {
  if (sandboxOfUrl() !== app.sandbox.current()?.id) app.sandbox.select(sandboxOfUrl())
})
setInterval(showClock, 250)
chooser().addEventListener('change', () => app.sandbox.select(chooser().value))
chooser().addEventListener('focus', () => void listSandboxes())
byId('copy-base-url').addEventListener('click', () => void copy(byId('base-url').textContent ?? ''))
document.querySelector('.skip')?.addEventListener('click', (event) => {
  event.preventDefault() // the hash is the tab's
  byId('panel').focus()
})
await showTabOfUrl() // which then misses nothing of what is told
app.sandbox.select(sandboxOfUrl())

function makeTabs() {
  const list = byId('tabs')
  for (const [name, { title }] of Object.entries(views)) {
    const panel = el('section', {
      role: 'tabpanel',
      id: `panel-${name}`,
      'aria-labelledby': `tab-${name}`,
      hidden: true,
    })
    const tab = el(
      'button',
      { type: 'button', role: 'tab', id: `tab-${name}`, 'aria-controls': panel.id, onclick: () => app.showTab(name) },
      title,
    )
    tabs.set(name, { tab, panel, view: undefined })
    list.append(tab)
    byId('panel').append(panel)
  }
  list.addEventListener('keydown', (event) => {
    const names = [...tabs.keys()]
    const at = [...list.children].indexOf(/** @type {Element} */ (event.target))
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: names.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    const name = names.at(to % names.length) ?? shown
    app.showTab(name)
    tabs.get(name)?.tab.focus()
  })
}

async function showTabOfUrl() {
  const wanted = location.hash.slice(1)
  return showTab(tabs.has(wanted) ? wanted : 'timeline')
}

/** @param {string} name */
async function showTab(name) {
  if (name === shown) return
  shown = name
  for (const [each, { tab, panel }] of tabs) {
    tab.setAttribute('aria-selected', String(each === name))
    tab.tabIndex = each === name ? 0 : -1
    panel.hidden = each !== name
  }
  document.title = `${views[name]?.title} · balkanid-mock`
  const now = tabs.get(name)
  if (now === undefined) return
  const { panel } = now
  now.view ??= views[name]
    ?.load()
    .then(({ mount }) => mount(panel, app))
    .catch((error) => {
      now.view = undefined // whoever comes back tries again
      fill(panel, el('p', { class: 'problem', role: 'alert' }, `This view could not be shown. ${error.message}`))
    })
  ;(await now.view)?.shown?.()
}

/** @param {Sandbox} sandbox */
function showSandbox(sandbox) {
  byId('base-url').textContent = sandbox.baseUrl
  const { scenario, seed, clock } = sandbox
  fill(
    byId('facts'),
    fact('Scenario', scenario ?? 'none'),
    fact('Seed', String(seed)),
    fact('Clock', { real: 'real', scaled: `${clock.scale} times as fast`, manual: 'stands' }[clock.mode]),
    fact('Time', '', 'clock'),
  )
  showClock()
  if (![...chooser().options].some(({ value }) => value === sandbox.id)) void listSandboxes()
}

/** @param {string} name @param {string} value @param {string} [id] */
function fact(name, value, id) {
  return el('div', {}, el('dt', {}, name), el('dd', { id }, value))
}

function showClock() {
  const clock = document.getElementById('clock')
  if (clock !== null) clock.textContent = `${timeText(new Date(app.activity.now()).toISOString()).slice(0, 8)} UTC`
}

/** @param {Connection} state */
function showConnection(state) {
  byId('connection').dataset.state = state
  const text = byId('connection-text')
  if (text.textContent !== connectionTexts[state]) text.textContent = connectionTexts[state]
}

async function listSandboxes() {
  const listed = await app.sandbox.list().catch(() => [])
  if (listed.length === 0) return
  const current = sandboxOfUrl()
  const ids = listed.map(({ id }) => id)
  const all = ids.includes(current) ? ids : [...ids, current]
  if (all.join() === [...chooser().options].map(({ value }) => value).join()) return
  fill(chooser(), ...all.map((id) => el('option', { value: id }, id)))
  chooser().value = current
}

function sandboxOfUrl() {
  return new URL(location.href).searchParams.get('sandbox') ?? 'default'
}

function chooser() {
  return /** @type {HTMLSelectElement} */ (byId('sandbox'))
}

/** @param {boolean} isRefused @returns {Promise<string | undefined>} */
function askForToken(isRefused) {
  const dialog = /** @type {HTMLDialogElement} */ (byId('token-dialog'))
  const input = /** @type {HTMLInputElement} */ (byId('token'))
  byId('token-refused').hidden = !isRefused
  input.value = ''
  dialog.returnValue = ''
  dialog.showModal()
  return new Promise((resolve) => {
    const given = () => (dialog.returnValue === 'ok' ? input.value : undefined)
    dialog.addEventListener('close', () => resolve(given()), { once: true })
  })
}

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text) // there is none for a page that came over http from another machine
    toast('Copied.')
  } catch {
    toast('The browser lets this page copy nothing: mark the text and copy it.', 'problem')
  }
}

/** @param {string} text @param {'done' | 'problem'} [kind] */
function toast(text, kind = 'done') {
  const shownText = el('p', { class: `toast ${kind}` }, text)
  byId('toasts').append(shownText)
  setTimeout(() => shownText.remove(), kind === 'done' ? 3000 : 10_000)
}

/** @param {string} id */
function byId(id) {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`The page has no element ${id}.`)
  return found
}
