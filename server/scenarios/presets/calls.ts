import type { Presets } from './preset.ts'

/** What goes wrong with the POST and with polls. */
export const callPresets = {
  'flaky-polls': {
    summary: 'Among the 404s of the polls are a 503 and a reset connection.',
    goodClient: 'It takes both for passing, waits, and polls the same URL again.',
    goodClientEnds: 'well',
    readiness: { after: 'polls', polls: 2 },
    poll: [
      { fault: 'status', status: 503, when: { nth: 2 } },
      { fault: 'reset', when: { nth: 4 } },
    ],
  },
  throttled: {
    summary:
      'The first call and the second poll of each export get 429 with Retry-After, as does whoever returns too early.',
    goodClient: 'It waits as long as Retry-After says, then sends the same request again.',
    goodClientEnds: 'well',
    call: [{ fault: 'throttle', retryAfter: '1s', when: { first: 1 } }],
    poll: [{ fault: 'throttle', retryAfter: '2s', when: { nth: 2 } }],
  },
  'server-error': {
    summary: 'Every call gets the documented 500.',
    goodClient: 'It tries a few times with growing pauses, then fails and shows the status.',
    goodClientEnds: 'badly',
    call: [{ fault: 'status', status: 500 }],
  },
  'server-error-once': {
    summary: 'The first call gets the documented 500, all later ones are answered.',
    goodClient: 'It waits a moment and POSTs again.',
    goodClientEnds: 'well',
    call: [{ fault: 'status', status: 500, when: { first: 1 } }],
  },
  unauthorized: {
    summary: 'Every call gets 401, whatever its API key.',
    goodClient:
      'It fails at once and names the API key as the cause, without its secret; trying again would change nothing.',
    goodClientEnds: 'badly',
    call: [{ fault: 'status', status: 401 }],
  },
  'slow-answer': {
    summary: 'Calls and polls are answered after five seconds.',
    goodClient: 'It waits, as its time-out for one request is longer, and sends no second request meanwhile.',
    goodClientEnds: 'well',
    call: [{ fault: 'delay', for: '5s' }],
    poll: [{ fault: 'delay', for: '5s' }],
  },
  'malformed-answer': {
    summary: 'The first call gets JSON that ends early, the second an answer without url, the third relative URLs.',
    goodClient: 'It checks the answer before it uses it, and fails with what it received instead of two absolute URLs.',
    goodClientEnds: 'either',
    call: [
      { fault: 'malformed', how: 'not-json', when: { nth: 1 } },
      { fault: 'malformed', how: 'missing-url', when: { nth: 2 } },
      { fault: 'malformed', how: 'relative-url', when: { nth: 3 } },
    ],
  },
  'missing-url': {
    summary: 'Every call is answered without url.',
    goodClient: 'It checks the answer before it polls, and says that url is missing.',
    goodClientEnds: 'badly',
    call: [{ fault: 'malformed', how: 'missing-url' }],
  },
  'relative-url': {
    summary: 'Every call is answered with URLs that lack scheme and host.',
    goodClient: 'It fails and shows the URL; it does not guess the host.',
    goodClientEnds: 'badly',
    call: [{ fault: 'malformed', how: 'relative-url' }],
  },
} as const satisfies Presets
