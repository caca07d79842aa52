/** @import { Body, Exchange, Field } from '../types.ts' */
/** @import { App } from '../app.js' */
import { el, fill } from '../dom.js'
import { bytesText, durationText, timeText } from '../format.js'

/** Shows exchanges whole, one at a time. @param {App} app */
export function exchangeDialog(app) {
  const title = el('h2', { id: 'exchange-title' })
  const content = el('div', { class: 'stack' })
  const close = el('button', { type: 'button', onclick: () => dialog.close() }, 'Close')
  const dialog = el('dialog', { class: 'dialog exchange', 'aria-labelledby': title.id }, title, content)
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close() // beside it
  })

  return {
    element: dialog,
    /** @param {number} number */
    async open(number) {
      const sandbox = app.sandbox.current()
      if (sandbox === undefined) return
      fill(title, `Exchange ${number}`)
      fill(content, el('p', { class: 'muted' }, 'Fetching it.'))
      if (!dialog.open) dialog.showModal()
      try {
        /** @type {Exchange} */
        const exchange = await app.api.get(`sandboxes/${encodeURIComponent(sandbox.id)}/exchanges/${number}`)
        fill(content, ...shown(exchange), el('p', { class: 'actions' }, ...copies(exchange, sandbox.baseUrl), close))
      } catch (error) {
        fill(content, el('p', { class: 'problem' }, String(error instanceof Error ? error.message : error)), close)
      }
      close.focus()
    },
  }

  /** @param {Exchange} exchange @param {string} baseUrl */
  function copies(exchange, baseUrl) {
    return [
      copyButton('Copy as curl', curlOf(exchange, baseUrl)),
      copyButton('Copy as JSON', JSON.stringify(exchange, null, 2)),
    ]
  }

  /** @param {string} label @param {string} text */
  function copyButton(label, text) {
    return el('button', { type: 'button', onclick: () => void app.copy(text) }, label)
  }
}

/** @param {Exchange} exchange */
function shown(exchange) {
  const { method, path, status, time, durationMs, gapMs, fault, problem, note, brokenOff, bytesSent } = exchange
  /** @type {readonly (readonly [string, string | null])[]} */
  const facts = [
    ['Time', `${timeText(time)} UTC, for ${durationText(durationMs)}`],
    ['Since the poll before', gapMs === null ? null : durationText(gapMs)],
    ['Fault', fault],
    ['Problem', problem],
    ['Note', note],
    ['Ended', brokenOff ? 'before the answer was whole' : null],
  ]
  return [
    el('pre', {}, el('code', {}, `${method} ${path}`)),
    el(
      'dl',
      { class: 'exchange-facts' },
      ...facts.flatMap(([name, value]) =>
        value === null ? [] : [el('div', {}, el('dt', {}, name), el('dd', {}, value))],
      ),
    ),
    el(
      'div',
      { class: 'sides' },
      side('Request', exchange.requestHeaders, exchange.requestBody, ''),
      side(
        status === null ? 'No answer' : `Answer: ${status}`,
        exchange.responseHeaders,
        exchange.responseBody,
        `${bytesText(bytesSent)} sent`,
      ),
    ),
  ]
}

/** @param {string} title @param {readonly Field[]} headers @param {Body | null} body @param {string} sent */
function side(title, headers, body, sent) {
  return el(
    'section',
    { class: 'stack' },
    el('h3', {}, title, sent === '' ? '' : el('span', { class: 'muted' }, ` · ${sent}`)),
    headers.length === 0
      ? el('p', { class: 'muted' }, 'No header fields.')
      : el(
          'div',
          { class: 'scroller', tabindex: 0, role: 'region', 'aria-label': `${title}: header fields` },
          el(
            'table',
            { class: 'fields' },
            el(
              'tbody',
              {},
              ...headers.map(([name, value]) =>
                el('tr', {}, el('th', { scope: 'row' }, name), el('td', {}, el('code', {}, value))),
              ),
            ),
          ),
        ),
    body === null
      ? null
      : el(
          'div',
          {},
          el('pre', { tabindex: 0, 'aria-label': `${title}: body` }, body.text),
          body.truncated ? el('p', { class: 'muted' }, `The beginning of ${bytesText(body.bytes)}.`) : null,
        ),
  )
}

/**
 * The request as a command for a POSIX shell. What is masked in it stays so: keys and signatures have to be put in again.
 * @param {Exchange} exchange @param {string} baseUrl
 */
export function curlOf({ method, path, requestHeaders, requestBody }, baseUrl) {
  const quoted = (/** @type {string} */ text) => `'${text.replaceAll("'", "'\\''")}'`
  const fields = requestHeaders.filter(([name]) => !/^(?:host|connection|content-length|accept-encoding)$/i.test(name))
  return [
    method === 'HEAD' ? 'curl -I' : `curl -X ${method}`,
    quoted(new URL(baseUrl).origin + path),
    ...fields.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(requestBody === null || requestBody.text === '' ? [] : [`--data-raw ${quoted(requestBody.text)}`]),
  ].join(' ')
}
