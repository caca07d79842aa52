import { expect, test } from 'vitest'
import type { AppOptions } from '../../../server/index.ts'
import { type Emulator, emulator, type Headers } from '../../support/emulator.ts'

// Clients with one bad habit each, against the mock itself: the words of its storage are what the rules go by.

type SmallClient = (balkanid: Emulator) => Promise<void>

interface Habit {
  /** Milliseconds before each poll. @default 1000 */
  readonly pause?: number
  readonly post?: Headers
  readonly body?: unknown
  readonly poll?: (balkanid: Emulator, pollingUrl: string, url: string) => Promise<unknown>
  readonly download?: (balkanid: Emulator, url: string, pollingUrl: string) => Promise<unknown>
}

/** POST, three polls, of which the last gets 200, GET: all of it as it should be, but for a habit. */
function client(habit: Habit): SmallClient {
  return async (balkanid) => {
    const body = 'body' in habit ? habit.body : { includeCompleted: true }
    const posted = await balkanid.post('requests', body, habit.post)
    if (posted.statusCode !== 200) return
    const { pollingUrl, url } = posted.json<{ pollingUrl: string; url: string }>()
    const { poll = (it, at) => it.head(at), download = (it, at) => it.download(at), pause = 1000 } = habit
    for (let i = 0; i < 3; i++) {
      balkanid.clock.advance(pause)
      await poll(balkanid, pollingUrl, url)
    }
    await download(balkanid, url, pollingUrl)
  }
}

const nothing = async () => undefined
const twelveTimes = async (step: () => Promise<unknown>) => {
  for (let i = 0; i < 12; i++) await step()
}
const twice: Habit = { download: (it, url) => it.download(url).then(() => it.download(url)) }
const withMore = (url: string) => `${url}&x=1`
const withoutQuery = (url: string) => url.split('?')[0]!
const encodedAnew = (url: string) => url.replace('.csv', '%2Ecsv')
const keys: Headers = { 'x-api-key-id': 'id', 'x-api-key-secret': 'secret' }
const form: Headers = { 'content-type': 'application/x-www-form-urlencoded' }

const clients: readonly (readonly [
  does: string,
  run: SmallClient,
  broken: readonly string[],
  options?: AppOptions,
  outcome?: 'succeeded' | 'failed',
])[] = [
  ['does it right', client({}), []],

  [
    'asks with GET',
    async (it) => void (await it.send({ url: '/api/rest/v0/requests/download-url' })),
    ['asks-with-post'],
  ],
  ['sends a form', client({ post: form }), ['sends-json']],
  ['leaves the parameter out', client({ body: {} }), ['sends-documented-body']],
  ['sends a text for it', client({ body: { includeCompleted: 'true' } }), ['sends-documented-body']],
  [
    'sends a text for it to a lenient service',
    client({ body: { includeCompleted: 'true' } }),
    ['sends-documented-body'],
    { bodyValidation: 'lenient' },
  ],
  ['sends more', client({ body: { includeCompleted: true, format: 'csv' } }), ['sends-only-documented-members']],
  ['sends half of a key', client({ post: { 'x-api-key-id': 'id' } }), ['sends-keys-as-a-pair']],

  ['hammers', client({ pause: 5 }), ['waits-between-polls']],
  ['GETs pollingUrl', client({ poll: (it, at) => it.download(at), download: nothing }), ['polls-with-head']],
  [
    'GETs url until the file is there',
    client({ poll: (it, _, url) => it.download(url), download: nothing }),
    ['polls-with-head', 'downloads-after-ready'],
    { readyAfter: '2500ms' },
  ],
  [
    'adds to pollingUrl',
    client({ poll: (it, at) => it.head(withMore(at)), download: nothing }),
    ['polls-url-as-issued'],
  ],
  ['sends HEAD to url', client({ poll: (it, _, url) => it.head(url), download: nothing }), ['polls-url-as-issued']],
  ['polls on after 200', client({}), ['stops-polling-when-ready'], { notReadyPolls: 1 }],
  [
    'does not read Retry-After',
    client({ download: nothing }),
    ['honours-retry-after'],
    { scenario: { poll: [{ fault: 'throttle', retryAfter: '10s', form: 'date' }] } },
  ],

  [
    'downloads after each poll',
    client({ poll: (it, at, url) => it.head(at).then(() => it.download(url)) }),
    ['downloads-after-ready', 'downloads-once'],
  ],
  ['downloads twice', client(twice), ['downloads-once']],
  ['adds to url', client({ download: (it, url) => it.download(withMore(url)) }), ['downloads-url-as-issued']],
  ['drops the query', client({ download: (it, url) => it.download(withoutQuery(url)) }), ['downloads-url-as-issued']],
  ['downloads from pollingUrl', client({ download: (it, _, at) => it.download(at) }), ['downloads-url-as-issued']],
  ['encodes URLs anew', client({ download: (it, url) => it.download(encodedAnew(url)) }), ['keeps-urls-as-spelled']],
  [
    'uses a URL that has expired',
    client(twice),
    ['asks-anew-when-expired', 'ends-as-it-should'],
    { scenario: 'expired-url', notReadyPolls: 2 },
  ],

  ['sends keys with polls', client({ poll: (it, at) => it.head(at, keys) }), ['keeps-secrets-from-storage']],
  [
    'sends cookies with downloads',
    client({ download: (it, url) => it.download(url, { cookie: 'a=b' }) }),
    ['keeps-secrets-from-storage'],
  ],

  ...(['extra-column', 'broken/extra-column', 'broken/starred-column', 'broken/email'] as const).map(
    (scenario) => [`downloads twice in ${scenario}`, client(twice), ['downloads-once'], { scenario }] as const,
  ),
  [
    'downloads a dozen times in broken/starred-column',
    client({ download: (it, url) => twelveTimes(() => it.download(url)) }),
    ['downloads-once'],
    { scenario: 'broken/starred-column' },
  ],
  ['downloads twice in missing-column, and notices', client(twice), [], { scenario: 'missing-column' }, 'failed'],

  ['only asks', client({ poll: nothing, download: nothing }), ['fetches-what-it-asks-for']],
  [
    'only asks where the file is there',
    client({ poll: nothing, download: nothing }),
    ['fetches-what-it-asks-for', 'ends-as-it-should'],
    { scenario: 'instant' },
  ],
  ['polls and does not download', client({ download: nothing }), ['fetches-what-it-asks-for']],

  ['takes what comes in truncated-at-row', client({}), ['notices-a-broken-file'], { scenario: 'truncated-at-row' }],
  ...(['html-instead-of-csv', 'missing-column'] as const).map(
    (scenario) =>
      [
        `takes what comes in ${scenario}`,
        client({}),
        ['notices-a-broken-file', 'ends-as-it-should'],
        { scenario },
      ] as const,
  ),
]

test.each(
  clients.map(([does, run, broken, options = {}, outcome = 'succeeded']) => ({ does, run, broken, options, outcome })),
)('a client that $does breaks $broken and nothing else', async ({ run, broken, options, outcome }) => {
  const balkanid = emulator({ rows: 50, ...options })
  await run(balkanid)
  const { verdicts } = balkanid.app.mock.root.report({ outcome })
  const failed = verdicts.flatMap(({ result, rule }) => (result === 'failed' ? [rule.id] : []))
  expect(failed).toEqual(broken.map((id) => `client/${id}`))
})
