import type { Presets } from './preset.ts'

/** When the file is there. */
export const readinessPresets = {
  instant: {
    summary: 'The file is ready at once: the first poll gets 200.',
    goodClient: 'It polls once, and downloads without waiting any longer.',
    goodClientEnds: 'well',
    readiness: { after: 'polls', polls: 0 },
  },
  slow: {
    summary: 'The file takes 30 seconds, however often it is polled.',
    goodClient: 'It waits between polls, a little longer each time, and keeps polling until the file is there.',
    goodClientEnds: 'well',
    readiness: { after: 'duration', ms: 30_000 },
  },
  'never-ready': {
    summary: 'The file is never ready: every poll gets 404.',
    goodClient: 'It gives up once its time is up, and says for how long it has waited for which file.',
    goodClientEnds: 'badly',
    readiness: { after: 'release' },
  },
  'ready-then-gone': {
    summary: 'Polls get 200, but the first export has disappeared by the time it is downloaded.',
    goodClient: 'It takes the 404 to a download as final for this export, and POSTs once more for another.',
    goodClientEnds: 'well',
    readiness: { after: 'polls', polls: 1 },
    download: [{ fault: 'vanish', ofExports: { first: 1 } }],
  },
  'forbidden-until-ready': {
    summary: 'Storage answers 403 instead of 404 as long as the file is not there.',
    goodClient:
      'It stops and shows the 403: the documentation promises 404, so it cannot know that waiting would help.',
    goodClientEnds: 'either',
    poll: [{ fault: 'hide' }],
    download: [{ fault: 'hide' }],
  },
} as const satisfies Presets
