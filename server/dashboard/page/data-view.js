/** @import { App } from './app.js' */
/** @import { ColumnContract, Contract, DatasetContract, Preview } from './views/contract-types.ts' */
import { el, fill } from './dom.js'
import { bytesText, countText } from './format.js'
import { findings } from './views/findings.js'
import {
  basisBadge,
  chosenParameters,
  field,
  parameterBoxes,
  pathOf,
  problemPlace,
  select,
  sourceLink,
} from './views/parts.js'

/**
 * The first rows of a dataset's file with the contract of each column, and the checker for files.
 * @param {HTMLElement} root @param {App} app
 */
export async function mount(root, app) {
  /** @type {Contract} */
  const { datasets } = await app.contract()
  const problem = problemPlace()
  const dataset = select(
    'data-dataset',
    datasets.map(({ slug, title }) => [slug, `${slug}: ${title}`]),
    chooseDataset,
  )
  const parameters = el('div', { class: 'row' })
  const facts = el('p', { id: 'data-facts' })
  const save = el('a', { class: 'button', id: 'data-download', onclick: fetchIt }, 'Download')
  const preview = el('div', { class: 'scroller preview', tabindex: 0, role: 'region', 'aria-label': 'The first rows' })
  const details = el('div', {
    class: 'popover card stack',
    popover: 'auto',
    id: 'data-details',
    role: 'dialog',
    'aria-label': 'Details',
  })
  const result = el('div', { class: 'stack', id: 'check-result', role: 'status' })
  const checkProblem = problemPlace()
  const file = el('input', {
    type: 'file',
    id: 'check-file',
    accept: '.csv,text/csv',
    onchange: () => check(file.files?.[0]),
  })
  const zone = el(
    'div',
    { class: 'drop', ondragover: drag, ondragleave: () => zone.classList.remove('over'), ondrop: drop },
    field('Drop a CSV file here, or choose one. It goes to this mock and nowhere else.', file),
  )
  let asked = 0
  let seen = ''

  fill(
    root,
    el(
      'div',
      { class: 'stack' },
      el(
        'section',
        { class: 'card stack' },
        el('h2', {}, 'Data'),
        el('div', { class: 'row' }, field('Dataset', dataset), parameters, save),
        facts,
        preview,
        problem.element,
      ),
      el(
        'section',
        { class: 'card stack' },
        el('h2', {}, 'Check a file'),
        el('p', { class: 'muted' }, 'By every rule of the contract for the dataset that is chosen above.'),
        zone,
        checkProblem.element,
        result,
      ),
      details,
    ),
  )
  fill(parameters, ...parameterBoxes(chosenDataset(), 'data', show))
  app.sandbox.onChange(({ id, scenario, seed, rows }) => {
    const now = JSON.stringify([id, scenario, seed, rows])
    if (now !== seen && !root.hidden) show()
    seen = now
  })
  return { shown: show }

  function chooseDataset() {
    fill(parameters, ...parameterBoxes(chosenDataset(), 'data', show))
    fill(result)
    show()
  }

  /** @returns {DatasetContract} */
  function chosenDataset() {
    return /** @type {DatasetContract} */ (datasets.find(({ slug }) => slug === dataset.value))
  }

  function show() {
    void problem.run(async () => {
      const ours = ++asked
      const query = new URLSearchParams(
        Object.entries(chosenParameters(parameters)).map(([name, value]) => [name, String(value)]),
      )
      const path = `${pathOf(app)}/data/${dataset.value}`
      save.setAttribute('href', `__mock/${path}/csv?${query}`)
      /** @type {Preview} */
      const found = await app.api.get(`${path}?rows=20${query.size > 0 ? `&${query}` : ''}`)
      if (ours !== asked) return // another one was asked for since
      fill(
        facts,
        el('strong', {}, countText(found.rowCount, 'row')),
        ` · ${found.size === null ? 'size not reckoned yet' : bytesText(found.size)} · ${countText(found.header.length, 'column')}`,
        found.alterations.length > 0 ? ` · altered: ${found.alterations.join(', ')}` : '',
        found.note === null ? null : el('span', { class: 'warn' }, ` · ${found.note}`),
      )
      fill(preview, table(found))
    })
  }

  /** A link cannot send the token. @param {Event} event */
  function fetchIt(event) {
    const path = save.getAttribute('href') ?? ''
    if (!app.api.hasToken() || !path.startsWith('__mock/')) return
    event.preventDefault()
    void problem.run(async () => {
      const answer = await app.api.ask(path.slice('__mock/'.length))
      const link = el('a', { download: `${dataset.value}.csv`, href: URL.createObjectURL(await answer.blob()) })
      link.click()
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
    })
  }

  /** @param {Preview} found */
  function table({ header, rows }) {
    const contracts = new Map(
      chosenDataset().columns.flatMap((column) => [
        [column.name, column],
        [column.header, column],
      ]),
    )
    return el(
      'table',
      {},
      el(
        'thead',
        {},
        el('tr', {}, ...header.map((name) => el('th', { scope: 'col' }, headerCell(name, contracts.get(name))))),
      ),
      el(
        'tbody',
        {},
        ...rows.map((cells) =>
          el('tr', {}, ...cells.map((cell, i) => el('td', {}, cellContent(cell, header[i] ?? '')))),
        ),
      ),
    )
  }

  /** @param {string} name @param {ColumnContract | undefined} column */
  function headerCell(name, column) {
    const mark = column === undefined ? ' ?' : column.isRequired ? ' *' : ''
    const label = `${name}${column?.isRequired ? ', required' : ''}: contract`
    const button = el(
      'button',
      {
        type: 'button',
        class: 'quiet',
        'aria-label': label,
        onclick: (/** @type {Event} */ { target }) => open(target, name, columnDetails(column)),
      },
      `${name}${mark}`,
    )
    return [button, el('p', {}, column === undefined ? 'not documented' : `${column.format} · ${column.basis}`)]
  }

  /** @param {string} cell @param {string} name */
  function cellContent(cell, name) {
    const json = jsonOf(cell)
    const short = cell.length > 60 ? `${cell.slice(0, 59)}…` : cell
    if (json === undefined && short === cell) return cell
    const shown = json === undefined ? cell : JSON.stringify(json, null, 2)
    return el(
      'button',
      {
        type: 'button',
        class: 'quiet cell',
        'aria-label': `${name}: open ${short}`,
        onclick: (/** @type {Event} */ { target }) =>
          open(target, name, [el('pre', { tabindex: 0, 'aria-label': name }, shown)]),
      },
      short,
    )
  }

  /** @param {EventTarget | null} by @param {string} title @param {readonly Node[]} content */
  function open(by, title, content) {
    fill(
      details,
      el(
        'div',
        { class: 'row' },
        el('h3', {}, title),
        el('button', { type: 'button', class: 'quiet', onclick: () => details.hidePopover() }, 'Close'),
      ),
      ...content,
    )
    details.showPopover()
    const { left, bottom } = /** @type {Element} */ (by).getBoundingClientRect()
    details.style.setProperty('left', `${Math.max(8, Math.min(left, innerWidth - details.offsetWidth - 8))}px`)
    details.style.setProperty('top', `${Math.max(8, Math.min(bottom + 4, innerHeight - details.offsetHeight - 8))}px`)
    details.querySelector('button')?.focus()
  }

  /** @param {DragEvent} event */
  function drag(event) {
    event.preventDefault()
    zone.classList.add('over')
  }

  /** @param {DragEvent} event */
  function drop(event) {
    event.preventDefault()
    zone.classList.remove('over')
    check(event.dataTransfer?.files[0])
  }

  /** @param {File | undefined} chosen */
  function check(chosen) {
    if (chosen === undefined) return
    void checkProblem.run(async () => {
      fill(
        result,
        el('p', {}, `Checking ${chosen.name}, ${bytesText(chosen.size)} …`),
        el('progress', { 'aria-label': 'Checking' }),
      )
      try {
        fill(
          result,
          ...findings(
            await app.api.postText(
              `check/${dataset.value}?file=${encodeURIComponent(chosen.name)}`,
              chosen,
              'text/csv',
            ),
          ),
        )
      } catch (error) {
        fill(result)
        throw error
      } finally {
        file.value = '' // so that the same one can be chosen again, once it is mended
      }
    })
  }
}

/** @param {ColumnContract | undefined} column @returns {readonly Node[]} */
function columnDetails(column) {
  if (column === undefined) return [el('p', {}, 'The documentation does not have this column.')]
  const { isRequired, format, formatDescription, pair, description, basis, source, contradiction } = column
  return [
    el('p', {}, description),
    el(
      'dl',
      { class: 'pairs' },
      ...[
        ['Required', isRequired ? 'yes' : 'no'],
        ['Format', format === formatDescription ? format : `${format}: ${formatDescription}`],
        ['Goes with', pair],
        ['The documentation', contradiction?.documentation],
        ['Gone by', contradiction?.goesBy],
      ].flatMap(([name, value]) => (value ? [el('dt', {}, name), el('dd', {}, value)] : [])),
    ),
    el('p', { class: 'row' }, basisBadge(basis), sourceLink(source)),
  ]
}

/** An object or a list, and nothing else: a number is a number. @param {string} cell @returns {unknown} */
function jsonOf(cell) {
  if (!/^[[{]/.test(cell)) return undefined
  try {
    return JSON.parse(cell)
  } catch {
    return undefined
  }
}
