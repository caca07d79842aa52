import { type ClientCase, goodClient, story } from '../story.ts'

const errors = (...waits: readonly number[]) =>
  waits.reduce((soFar, wait) => soFar.poll(503).wait(wait), story().post()).poll(200)

export const cases: readonly ClientCase[] = [
  { name: 'polls every second', story: story().post().polls(20, 404, 1000).poll(200), result: 'passed' },
  {
    name: 'polls fast at first and then every two seconds',
    story: story().post().polls(9, 404, 200).polls(10, 404, 2000).poll(200),
    result: 'passed',
  },
  {
    name: 'never polls less often',
    story: story().post().polls(12, 404, 200).poll(200),
    result: 'failed',
    shows: [[12, 13, 14]],
  },
  { name: 'waits longer after each error', story: errors(500, 1000, 2000), result: 'passed' },
  { name: 'lets its waits vary', story: errors(1000, 600, 900), result: 'passed' },
  { name: 'waits less after each error', story: errors(1000, 300), result: 'failed', shows: [[4]] },
  {
    name: 'polls again at once after a reset',
    story: story().post().poll(null, { brokenOff: true }).poll(200),
    result: 'failed',
    shows: [[3]],
  },
  {
    name: 'calls again at once after an error',
    story: story().post({ status: 500 }).post({ status: 500 }).wait(1000).post(),
    result: 'failed',
    shows: [[2]],
  },
  {
    name: 'waits for a second as it is told, after it had waited for ten',
    story: story()
      .post()
      .poll(503)
      .wait(10_000)
      .poll(429, { answerHeaders: { 'retry-after': 1 } })
      .wait(1000)
      .poll(200),
    result: 'passed',
  },
  {
    name: 'downloads again at once after an error',
    story: story().post().wait(1000).poll(200).get({ status: 503 }).get(),
    result: 'failed',
    shows: [[4]],
  },
  {
    name: 'takes up a download at once that was reset before it began',
    story: story().post().wait(1000).poll(200).get({ status: null, brokenOff: true }).get(),
    result: 'not-exercised',
  },
  {
    name: 'makes two calls, an hour apart, and waits a second after an error',
    story: story().post().wait(3_600_000).post({ status: 500 }).wait(1000).post(),
    result: 'passed',
  },
  { name: 'polls twice', story: goodClient(), result: 'not-exercised' },
]
