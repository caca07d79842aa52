import { type ClientCase, goodClient, story } from '../story.ts'

const wait = (value: string | number) => ({ answerHeaders: { 'Retry-After': value } })
const inTwoSeconds = wait('Thu, 01 Jan 2026 00:00:02 GMT')

export const cases: readonly ClientCase[] = [
  {
    name: 'waits for so many seconds',
    story: story().post().poll(429, wait(2)).wait(2000).poll(200),
    result: 'passed',
  },
  {
    name: 'comes back too early',
    story: story().post().poll(429, wait(2)).wait(1000).poll(200),
    result: 'failed',
    shows: [[2, 3]],
  },
  {
    name: 'comes back at once',
    story: story().post().poll(503, wait(5)).poll(200),
    result: 'failed',
    shows: [[2, 3]],
  },
  {
    name: 'comes back a moment later',
    story: story().post().poll(429, wait(2)).wait(1).poll(429),
    result: 'failed',
    shows: [[2, 3]],
  },
  {
    name: 'comes back at once, time and again, and then in time',
    story: story().post().poll(429, wait(2)).poll(429, wait(2)).wait(3000).poll(200),
    result: 'failed',
    shows: [[2, 3]],
  },
  {
    name: 'waits by a clock of its own while that of the sandbox stands still',
    story: story()
      .post()
      .poll(429, { ...wait(2), durationMs: 0 })
      .poll(200)
      .know({ clock: 'manual' }),
    result: 'could-not-check',
  },
  { name: 'waits until a date', story: story().post().poll(503, inTwoSeconds).wait(2000).poll(200), result: 'passed' },
  {
    name: 'does not read dates',
    story: story().post().poll(503, inTwoSeconds).wait(500).poll(200),
    result: 'failed',
    shows: [[2, 3]],
  },
  {
    name: 'calls again too early',
    story: story()
      .post({ status: 429, ...wait(60) })
      .wait(1000)
      .post(),
    result: 'failed',
    shows: [[1, 2]],
  },
  {
    name: 'downloads again too early',
    story: story()
      .post()
      .poll(200)
      .get({ status: 503, ...wait(10) })
      .wait(5000)
      .get(),
    result: 'failed',
    shows: [[3, 4]],
  },
  {
    name: 'polls another export meanwhile',
    story: story().post().post().of(1).poll(429, wait(2)).of(2).wait(10).poll(404).wait(2000).of(1).poll(200),
    result: 'passed',
  },
  {
    name: 'had sent another call before it was told to wait',
    story: story()
      .post({ status: 429, ...wait(5), durationMs: 100 })
      .wait(-50)
      .post()
      .wait(5100)
      .post(),
    result: 'passed',
  },
  {
    name: 'makes two calls side by side, and then honours both answers',
    story: story()
      .post({ status: 429, ...wait(5), durationMs: 0 })
      .post({ status: 429, ...wait(5) })
      .wait(5000)
      .post(),
    result: 'passed',
  },
  {
    name: 'makes two calls in one millisecond and no further one',
    story: story()
      .post({ status: 429, ...wait(5), durationMs: 0 })
      .post({ status: 429, ...wait(5) }),
    result: 'could-not-check',
  },
  { name: 'gives up', story: story().post({ status: 429, ...wait(60) }), result: 'not-exercised' },
  {
    name: 'gets no sensible time',
    story: story().post().poll(503, wait('soon')).wait(10).poll(200),
    result: 'not-exercised',
  },
  { name: 'is never told to wait', story: goodClient(), result: 'not-exercised' },
]
