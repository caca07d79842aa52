import { type ClientCase, goodClient, story } from '../story.ts'

const hammering = () => story().post().polls(3, 404, 10)

export const cases: readonly ClientCase[] = [
  { name: 'waits a second', story: story().post().polls(3, 404, 1000).poll(200), result: 'passed' },
  { name: 'waits a tenth of a second', story: story().post().polls(3, 404, 100).poll(200), result: 'passed' },
  { name: 'hammers', story: hammering(), result: 'failed', shows: [[3, 4]] },
  { name: 'hammers two exports', story: hammering().post().polls(2, 404, 5), result: 'failed', shows: [[3, 4], [7]] },
  {
    name: 'does not wait once',
    story: story().post().polls(2, 404, 500).poll(404).poll(200),
    result: 'failed',
    shows: [[5]],
  },
  {
    name: 'polls again while it is not answered yet',
    story: story().post().poll(404, { durationMs: 5000 }).wait(-3000).poll(404),
    result: 'failed',
    shows: [[3]],
  },
  {
    name: 'polls two exports in turn, each after a wait',
    story: story().post().post().of(1).poll(404).of(2).poll(404).wait(1000).of(1).poll(200).of(2).poll(200),
    result: 'passed',
  },
  {
    name: 'is refused and polls again at once',
    story: story()
      .post()
      .poll(403, { problem: 'changed-url', export: null })
      .poll(403, { problem: 'changed-url', export: null }),
    result: 'failed',
    shows: [[3]],
  },
  {
    name: 'has a library that tries again at once after a reset',
    story: story().post().poll(null, { brokenOff: true }).poll(404).wait(1000).poll(200),
    result: 'passed',
  },
  {
    name: 'gave up waiting for an answer after five seconds',
    story: story().post().poll(null, { brokenOff: true, durationMs: 5000 }).poll(200),
    result: 'not-exercised',
  },
  { name: 'polls once', story: story().post().wait(1000).poll(200), result: 'not-exercised' },
  { name: 'polls once more than it has to', story: goodClient().poll(200), result: 'passed' },
  {
    name: 'waits by a clock of its own while that of the sandbox stands still',
    story: story().post().poll(404, { durationMs: 0 }).poll(200).know({ clock: 'manual' }),
    result: 'could-not-check',
  },
]
