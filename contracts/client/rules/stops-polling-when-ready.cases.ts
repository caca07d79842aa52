import { type ClientCase, goodClient, story } from '../story.ts'

const ready = () => story().post().wait(1000).poll(200)

export const cases: readonly ClientCase[] = [
  { name: 'stops at the first 200', story: goodClient(), result: 'passed' },
  { name: 'polls twice more', story: ready().polls(2, 200, 1000).get(), result: 'failed', shows: [[2, 3, 4]] },
  { name: 'polls on after the download', story: goodClient().wait(1000).poll(200), result: 'failed', shows: [[3, 5]] },
  {
    name: 'polls again after an error of the download',
    story: ready().get({ status: 503 }).wait(1000).poll(200).get(),
    result: 'passed',
  },
  {
    name: 'asks for the length again after a download that was cut off',
    story: ready().get({ bytesSent: 10, brokenOff: true, fault: 'reset' }).poll(200).get(),
    result: 'passed',
  },
  {
    name: 'asks again after a truncated file',
    story: ready().get({ fault: 'truncate' }).poll(200).get(),
    result: 'passed',
  },
  {
    name: 'asks again after a file that breaks the contract',
    story: ready().get().poll(200).get().damaged('A column is missing.'),
    result: 'passed',
  },
  {
    name: 'asks again after a file with a column more, which does no harm',
    story: ready().get({ fault: 'extra-column' }).poll(200),
    result: 'failed',
    shows: [[2, 4]],
  },
  {
    name: 'distrusts a 200 with a page of HTML',
    story: story().post().poll(200, { fault: 'html' }).wait(1000).poll(200).get(),
    result: 'passed',
  },
  {
    name: 'had sent another poll before 200 came',
    story: story().post().poll(200, { durationMs: 100 }).wait(-50).poll(200).get(),
    result: 'passed',
  },
  { name: 'never sees 200', story: story().post().poll(404), result: 'not-exercised' },
]
