/** @import { App } from './app.js' */
/** @import { ColumnContract, Contract, DatasetContract } from './views/contract-types.ts' */
import { el, fill } from './dom.js'
import { basisBadge, sourceLink } from './views/parts.js'

/**
 * What the mock goes by: operations, columns, contradictions of the documentation, and what is done where it is silent.
 * @param {HTMLElement} root @param {App} app
 */
export async function mount(root, app) {
  /** @type {Contract} */
  const { datasets, decisions, notEmulatedYet } = await app.contract()
  const filter = el('input', { type: 'search', id: 'contract-filter', oninput: refilter })
  const contradicted = el('input', { type: 'checkbox', id: 'contract-contradicted', onchange: refilter })
  const count = el('p', { class: 'muted', role: 'status' })

  fill(
    root,
    el(
      'div',
      { class: 'stack' },
      el(
        'section',
        { class: 'card stack' },
        el('h2', {}, 'Contract'),
        el(
          'p',
          {},
          `${datasets.length} of the ${datasets.length + notEmulatedYet.length} datasets of the bulk API are emulated, their downloads only. `,
          el('a', { href: 'docs' }, 'The API reference'),
          ' has each request to try.',
        ),
        el(
          'dl',
          { class: 'pairs' },
          ...bases.flatMap(([basis, words]) => [el('dt', {}, basisBadge(basis)), el('dd', {}, words)]),
        ),
        el(
          'div',
          { class: 'row' },
          el('label', { class: 'row' }, 'Filter ', filter),
          el('label', { class: 'row' }, contradicted, 'Only contradictions'),
          count,
        ),
      ),
      ...datasets.map(datasetSection),
      el(
        'section',
        { class: 'card stack', 'data-filtered': true },
        el('h2', {}, 'What the documentation does not say'),
        table(
          'Decisions',
          ['Question', 'The mock', 'Basis', 'To change it'],
          decisions.map(({ question, default: chosen, basis, option }) => [
            question,
            chosen,
            basisBadge(basis),
            option === undefined
              ? 'nothing to choose'
              : el('span', {}, el('code', {}, option.name), `: ${option.choices}`),
          ]),
        ),
      ),
    ),
  )
  refilter()

  function refilter() {
    const text = filter.value.trim().toLowerCase()
    const rows = /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('tbody tr'))
    let shown = 0
    for (const row of rows) {
      row.hidden =
        !(row.textContent ?? '').toLowerCase().includes(text) ||
        (contradicted.checked && row.querySelector('.contradiction') === null)
      if (!row.hidden) shown++
    }
    for (const place of root.querySelectorAll('.scroller, [data-filtered]'))
      if (place instanceof HTMLElement) place.hidden = place.querySelector('tbody tr:not([hidden])') === null
    fill(count, `${shown} of ${rows.length} rows`)
  }
}

const bases = /** @type {const} */ ([
  ['documented', 'A page of the documentation says so.'],
  ['inferred', 'It follows from what the pages show, such as a sample.'],
  ['assumed', 'A guess, where they are silent; almost each has a switch.'],
])

/** @param {DatasetContract} dataset */
function datasetSection({ slug, title, operation, columns }) {
  const { method, path, summary, parameters, headers, response, source } = operation
  return el(
    'section',
    { class: 'card stack', 'data-dataset': slug, 'data-filtered': true },
    el('h2', {}, `${title} `, el('code', {}, slug)),
    el('pre', { tabindex: 0, 'aria-label': 'Operation' }, `${method} ${path}`),
    el('p', {}, summary, ' ', sourceLink(source)),
    table(
      `Request and answer of ${slug}`,
      ['Name', 'Where', 'What it is', 'Basis'],
      [
        ...parameters.map(({ name, type, isRequired, description, basis }) => [
          el('code', {}, name),
          `body, ${type}${isRequired ? ', required' : ''}`,
          description,
          basisBadge(basis),
        ]),
        ...headers.map(({ name, isRequired, description }) => [
          el('code', {}, name),
          `header${isRequired ? ', required' : ', optional'}`,
          description,
          sourceLink(source),
        ]),
        ...Object.entries(response).map(([name, description]) => [
          el('code', {}, name),
          'answer 200',
          String(description),
          sourceLink(source),
        ]),
      ],
    ),
    table(
      `Columns of ${slug}, ${columns.length} in all; those with a star are required`,
      ['Column', 'Format', 'Goes with', 'What it is', 'Basis'],
      columns.map(columnCells),
    ),
  )
}

/** @param {ColumnContract} column */
function columnCells({ name, isRequired, formatDescription, pair, description, basis, contradiction }) {
  return [
    el('span', {}, el('strong', {}, name), isRequired && [' ', required()]),
    formatDescription,
    pair ?? '',
    el(
      'span',
      {},
      description,
      contradiction === null
        ? null
        : el(
            'span',
            { class: 'contradiction' },
            el('strong', {}, ' Contradiction: '),
            `${contradiction.documentation} Gone by: ${contradiction.goesBy}`,
          ),
    ),
    basisBadge(basis),
  ]
}

function required() {
  return el('span', {}, el('span', { 'aria-hidden': 'true' }, '*'), el('span', { class: 'unseen' }, 'required'))
}

/** @param {string} label @param {readonly string[]} columns @param {readonly (readonly (string | Node)[])[]} rows */
function table(label, columns, rows) {
  return el(
    'div',
    { class: 'scroller', tabindex: 0, role: 'region', 'aria-label': label },
    el(
      'table',
      { class: 'contract' },
      el('caption', {}, label),
      el('thead', {}, el('tr', {}, ...columns.map((name) => el('th', { scope: 'col' }, name)))),
      el('tbody', {}, ...rows.map((cells) => el('tr', {}, ...cells.map((cell) => el('td', {}, cell))))),
    ),
  )
}
