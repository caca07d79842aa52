/** @import { App } from './app.js' */
/** @import { Report, Sandbox } from './types.ts' */
/** @import { Contract, DatasetContract, Scenario } from './views/contract-types.ts' */
/** @import { Step } from './good-client.js' */
/** @import { Lane } from './timeline/lanes.js' */
import { el, fill, icon } from './dom.js'
import { flawOf } from './flaw.js'
import { bytesText, countText, durationText } from './format.js'
import { ClientError, download, sleep } from './good-client.js'
import { rove } from './timeline/keyboard.js'
import { LaneView } from './timeline/lane-view.js'
import { Lanes } from './timeline/lanes.js'
import {
  chosenParameters,
  copyBlock,
  field,
  parameterBoxes,
  pathOf,
  problemPlace,
  scenarios,
  select,
  submitted,
} from './views/parts.js'
import { snippets } from './views/snippets.js'

/** As the sandbox has it. */
const asItIs = ''

/** Somebody is watching. */
const impatient = { silenceMs: 5000, mostTries: 4 }

/**
 * Lets the page be a client: it asks for an export, polls and downloads as a good client does.
 * @param {HTMLElement} root @param {App} app
 */
export async function mount(root, app) {
  /** @type {[Contract, readonly Scenario[]]} */
  const [{ datasets }, known] = await Promise.all([app.contract(), scenarios(app)])
  const problem = problemPlace()
  /** @type {AbortController | undefined} */
  let running
  let endLane = () => {}

  const dataset = select(
    'try-dataset',
    datasets.map(({ slug, title }) => [slug, `${slug}: ${title}`]),
    chooseDataset,
  )
  const parameters = el('div', { class: 'row' })
  const scenario = select(
    'try-scenario',
    [[asItIs, 'as the sandbox has it'], ...known.map(({ name }) => /** @type {const} */ ([name, name]))],
    describe,
  )
  const about = el('div', { class: 'muted stack', id: 'try-about' })
  const readiness = select(
    'try-readiness',
    [
      [asItIs, 'as the sandbox has it'],
      ['polls', 'after a number of polls'],
      ['duration', 'after some seconds'],
    ],
    describe,
  )
  const polls = el('input', { type: 'number', id: 'try-polls', min: 0, max: 1000, value: 2, oninput: describe })
  const after = el('input', { type: 'number', id: 'try-after', min: 0, step: 'any', value: 5, oninput: describe })
  const seed = el('input', { type: 'number', id: 'try-seed', min: 0, placeholder: 'as it is', oninput: describe })
  const rows = el('input', { type: 'number', id: 'try-rows', min: 0, placeholder: 'as it is', oninput: describe })
  const keyId = el('input', { type: 'text', id: 'try-key-id', autocomplete: 'off' })
  const keySecret = el('input', { type: 'password', id: 'try-key-secret', autocomplete: 'off' })
  const keys = el('div', { class: 'row' }, field('API key', keyId), field('Secret', keySecret))
  const pollsField = field('How many polls get 404', polls)
  const afterField = field('Seconds after the POST', after)
  const start = el('button', { type: 'submit', class: 'primary', id: 'try-start' }, 'Start')
  const cancel = el('button', { type: 'button', hidden: true, onclick: () => running?.abort() }, 'Cancel')
  const where = el('p', { class: 'muted' })
  const lane = el('div', { class: 'lanes', id: 'try-lane' })
  const keyboard = rove(lane)
  const steps = el('ol', { class: 'steps', id: 'try-steps', 'aria-label': 'What the client does' })
  const outcome = el('div', { class: 'stack', id: 'try-outcome', role: 'status' })
  const run = el(
    'section',
    { class: 'card stack', 'aria-labelledby': 'run-title', hidden: true },
    el('h3', { id: 'run-title' }, 'What it does'),
    steps,
    outcome,
  )
  const code = el('div', { class: 'stack' })
  const languages = el('div', { class: 'row', role: 'group', 'aria-label': 'Language' })
  let language = 'curl'

  const form = el(
    'form',
    { class: 'card stack', onsubmit: submitted(() => void problem.run(go)) },
    el('h2', {}, 'Try it'),
    el(
      'p',
      { class: 'muted' },
      'This page plays a client that does all that the documentation asks of one, with real requests.',
    ),
    el(
      'div',
      { class: 'fields' },
      field('Dataset', dataset),
      field('Scenario', scenario),
      field('The file is ready', readiness),
      pollsField,
      afterField,
      field('Seed', seed),
      field('Rows', rows),
    ),
    parameters,
    about,
    keys,
    where,
    el('p', { class: 'row' }, start, cancel),
    problem.element,
  )
  fill(
    root,
    el(
      'div',
      { class: 'columns wide-aside' },
      el('div', { class: 'stack' }, form, lane, run),
      el(
        'section',
        { class: 'card stack', 'aria-labelledby': 'snippets-title' },
        el('h2', { id: 'snippets-title' }, 'The same in code'),
        languages,
        code,
      ),
    ),
  )
  chooseDataset()
  app.sandbox.onChange(describe)
  return { shown: describe }

  function chooseDataset() {
    fill(parameters, ...parameterBoxes(chosenDataset(), 'try', describe))
    describe()
  }

  /** @returns {DatasetContract} */
  function chosenDataset() {
    return /** @type {DatasetContract} */ (datasets.find(({ slug }) => slug === dataset.value))
  }

  /** @returns {Readonly<Record<string, boolean>> | undefined} */
  function body() {
    return chosenDataset().operation.parameters.length === 0 ? undefined : chosenParameters(parameters)
  }

  /**
   * What a sandbox of its own is told; nothing where the current one is already as it is wanted.
   * @param {Sandbox | undefined} sandbox the current one
   */
  function wanted(sandbox) {
    const chosen = {
      ...(scenario.value !== asItIs && { scenario: scenario.value }),
      ...(readiness.value === 'polls' && { readiness: { after: 'polls', polls: polls.valueAsNumber } }),
      ...(readiness.value === 'duration' && { readiness: { after: 'duration', ms: after.valueAsNumber * 1000 } }),
      ...(seed.value !== '' && { seed: seed.valueAsNumber }),
      ...(rows.value !== '' && { rows: rows.valueAsNumber }),
    }
    return sandbox === undefined || differs(sandbox, chosen, chosenDataset().slug)
      ? { ...(sandbox && carriedOver(sandbox, chosen)), ...chosen }
      : undefined
  }

  /** What a sandbox that is made beside another has of it. @param {Sandbox} sandbox @param {Choice} chosen */
  function carriedOver(sandbox, chosen) {
    const { clock, seed, rows } = sandbox
    const isNamed = known.some(({ name }) => name === sandbox.scenario)
    return {
      clock: clock.mode === 'scaled' ? { scale: clock.scale } : clock.mode,
      seed,
      // When a file is ready, and how many rows it has, may be a part of another scenario.
      ...(chosen.scenario === undefined && {
        rows,
        readiness: sandbox.readiness,
        ...(isNamed && { scenario: sandbox.scenario }),
      }),
    }
  }

  function describe() {
    const sandbox = app.sandbox.current()
    const found = known.find(({ name }) => name === scenario.value)
    fill(
      about,
      ...(found === undefined
        ? []
        : [el('p', {}, found.summary), el('p', {}, el('strong', {}, 'A good client: '), found.goodClient ?? '')]),
    )
    pollsField.hidden = readiness.value !== 'polls'
    afterField.hidden = readiness.value !== 'duration'
    keys.hidden = (sandbox?.apiKeys.length ?? 0) === 0
    fill(
      where,
      wanted(sandbox) === undefined
        ? `It happens in the sandbox ${sandbox?.id}.`
        : 'A sandbox of its own is made for it, so that nothing else changes.',
    )
    if (app.ownPort) {
      start.disabled = true
      fill(
        where,
        'Here the admin API has a port of its own. Browsers let no page send requests to another port unless that allows it, and BalkanID does not: use the code beside this.',
      )
    }
    showCode(sandbox?.baseUrl ?? app.baseUrl)
  }

  /** @param {string} baseUrl */
  function showCode(baseUrl) {
    const { slug, operation } = chosenDataset()
    const withKey = (app.sandbox.current()?.apiKeys.length ?? 0) > 0
    const all = snippets({ baseUrl, path: operation.path, body: body(), file: `${slug}.csv`, withKey })
    if (languages.childElementCount === 0) {
      const choose = (/** @type {string} */ name) => {
        language = name
        describe()
      }
      fill(
        languages,
        ...all.map((each) => el('button', { type: 'button', onclick: () => choose(each.language) }, each.language)),
      )
    }
    for (const button of languages.children)
      button.setAttribute('aria-pressed', String(button.textContent === language))
    const chosen = all.find((each) => each.language === language)
    if (chosen !== undefined && code.textContent !== `${chosen.code}Copy`)
      fill(code, copyBlock(app, language, chosen.code))
  }

  async function go() {
    const current = app.sandbox.current()
    const options = wanted(current)
    start.disabled = true
    running = new AbortController()
    fill(steps)
    const former = outcome.querySelector('a[download]')
    if (former instanceof HTMLAnchorElement) URL.revokeObjectURL(former.href) // it may be a large file
    fill(outcome)
    run.hidden = false
    try {
      /** @type {Sandbox} */
      const sandbox = options === undefined ? current : await app.api.send('POST', 'sandboxes', options)
      if (sandbox.id !== current?.id) app.sandbox.select(sandbox.id)
      cancel.hidden = false
      const shown = showLane(sandbox.id)
      await play(sandbox, running.signal, shown).catch((error) => fail(error, sandbox))
    } finally {
      running = undefined
      start.disabled = false
      cancel.hidden = true
    }
  }

  /** @param {Sandbox} sandbox @param {AbortSignal} signal @param {(url: string) => void} called */
  async function play(sandbox, signal, called) {
    const { slug, operation } = chosenDataset()
    const scale = sandbox.clock.scale > 0 ? sandbox.clock.scale : 1
    const began = performance.now()
    const progress = el('li', {})
    let rowCount = ''
    for await (const step of download({
      baseUrl: sandbox.baseUrl,
      path: operation.path,
      body: body(),
      headers: keys.hidden ? {} : { 'x-api-key-id': keyId.value, 'x-api-key-secret': keySecret.value },
      signal,
      patience: impatient,
      now: () => performance.now() * scale,
      sleep: (ms, over) => sleep(ms / scale, over),
      async check(chunks) {
        /** @type {Report} */
        const report = await app.api.postText(`check/${slug}?file=${slug}.csv`, new Blob([...chunks]), 'text/csv')
        rowCount = typeof report.facts.rows === 'number' ? countText(report.facts.rows, 'row') : ''
        return flawOf(report)
      },
    })) {
      if (step.kind === 'called') called(step.url)
      if (step.kind === 'downloading') {
        fill(
          progress,
          icon('downloaded'),
          ` ${bytesText(step.received)}${step.of === null ? '' : ` of ${bytesText(step.of)}`}`,
        )
        if (!progress.isConnected) steps.append(progress)
      } else if (step.kind === 'downloaded')
        await succeed(step, slug, `${rowCount}, ${bytesText(step.size)} in ${durationText(performance.now() - began)}`)
      else steps.append(el('li', {}, ...stepText(step)))
    }
  }

  /** @param {Extract<Step, { kind: 'downloaded' }>} step @param {string} slug @param {string} what */
  async function succeed({ chunks }, slug, what) {
    const blob = new Blob([...chunks], { type: 'text/csv' })
    const link = el(
      'a',
      { class: 'button', download: `${slug}.csv`, href: URL.createObjectURL(blob), id: 'try-save' },
      `Save ${slug}.csv`,
    )
    fill(
      outcome,
      el('p', {}, el('strong', { class: 'good' }, '✓ Downloaded'), `: ${what}. The file keeps the contract.`),
      ...(await digest(blob)),
      el('p', { class: 'row' }, link, el('a', { href: '#timeline' }, 'To the timeline and the verdicts')),
    )
  }

  /** @param {unknown} error @param {Sandbox} sandbox */
  function fail(error, sandbox) {
    const ends = known.find(({ name }) => name === sandbox.scenario)?.goodClientEnds
    if (running?.signal.aborted) return fill(outcome, el('p', {}, 'Cancelled.'))
    if (!(error instanceof ClientError)) throw error
    fill(
      outcome,
      el(
        'p',
        {},
        el(
          'strong',
          { class: ends === 'badly' ? 'good' : 'bad' },
          ends === 'badly' ? '✓ It failed, as a good client does here: ' : '✗ It failed: ',
        ),
        error.message,
      ),
      el('p', {}, el('a', { href: '#timeline' }, 'To the timeline and the verdicts')),
    )
  }

  /**
   * Shows the lanes of the exports that are begun from now on, as long as no others are shown in their place.
   * @param {string} sandbox its id
   * @returns {(url: string) => void} what is told of an export by the URL of its file
   */
  function showLane(sandbox) {
    const lanes = new Lanes()
    /** @type {Map<string, LaneView>} */
    const views = new Map()
    /** @type {string[]} */
    const urls = []
    endLane()
    fill(lane)
    const show = (/** @type {Iterable<string>} */ changed) => {
      for (const id of changed) {
        const found = lanes.all.get(id)
        if (found?.export === undefined || !urls.some((url) => url.includes(`/${id}/`))) continue
        const view = views.get(id) ?? laneView(found, sandbox)
        if (!views.has(id)) lane.append(view.element)
        views.set(id, view)
        view.update(found, lanes.flags, app.activity.now())
      }
      keyboard.settle()
    }
    const ends = [
      app.activity.onExports.add((exports) => show(lanes.takeExports(exports))),
      app.activity.onExchanges.add(({ exchanges }) => show(lanes.takeExchanges(exchanges))),
      app.activity.onForget.add(() => lanes.forget()),
    ]
    endLane = () => {
      for (const end of ends) end()
    }
    return (url) => {
      urls.push(url)
      show(lanes.all.keys())
    }
  }

  /** @param {Lane} found @param {string} sandbox */
  function laneView(found, sandbox) {
    const view = new LaneView(found, {
      open: () => app.showTab('timeline'),
      unfold: (opened) => {
        opened.isOpen = true
        view.update(opened, new Map(), app.activity.now())
      },
      steer: (id, action) =>
        void problem.run(() => app.api.send('POST', `${pathOf(app, sandbox)}/exports/${id}/${action}`)),
    })
    // The timeline has a lane of the same export, and ids are there once.
    view.element.querySelector('h3')?.removeAttribute('id')
    view.element.removeAttribute('aria-labelledby')
    view.element.setAttribute('aria-label', 'The export')
    return view
  }
}

/** @typedef {{ scenario?: string, readiness?: { after: string, polls?: number, ms?: number }, seed?: number, rows?: number }} Choice */

/**
 * Whether a sandbox is otherwise than what was chosen, for one dataset.
 * @param {Sandbox} sandbox @param {Choice} chosen @param {string} slug
 */
function differs(sandbox, { scenario, readiness, seed, rows }, slug) {
  /** @type {Readonly<Record<string, Choice['readiness']>>} */
  const readinesses = sandbox.readiness
  /** @type {Readonly<Record<string, number>>} */
  const counts = sandbox.rows
  const has = readinesses[slug]
  return (
    (scenario !== undefined && scenario !== sandbox.scenario) ||
    (readiness !== undefined &&
      (readiness.after !== has?.after || readiness.polls !== has.polls || readiness.ms !== has.ms)) ||
    (seed !== undefined && seed !== sandbox.seed) ||
    (rows !== undefined && rows !== counts[slug])
  )
}

/** @param {Exclude<Step, { kind: 'downloading' | 'downloaded' }>} step */
function stepText(step) {
  switch (step.kind) {
    case 'called':
      return [icon('called'), ' POST, answered 200 with two URLs']
    case 'polled':
      return [icon(step.status === 200 ? 'ready' : 'not-ready'), ` HEAD, poll ${step.count}, answered ${step.status}`]
    case 'waiting':
      return [icon('other'), ` waits ${durationText(step.ms)}: ${step.why}`]
    case 'anew':
      return [icon('called'), ` asks for another export: ${step.why}`]
    default:
      return []
  }
}

/** Only pages of this machine, or over https, may reckon it. @param {Blob} blob */
async function digest(blob) {
  if (crypto.subtle === undefined) return []
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()))
  const hex = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [el('p', { class: 'muted' }, 'SHA-256 ', el('code', { id: 'try-sha256' }, hex))]
}
