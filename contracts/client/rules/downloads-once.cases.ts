import { type ClientCase, goodClient, story } from '../story.ts'

const ready = () => story().post().wait(1000).poll(200)
const half = 50_000
const whole = 100_000
const other = { fault: 'replace-file', answerHeaders: { etag: '"e2"' } }
const cut = { fault: 'reset', brokenOff: true, bytesSent: half } as const

export const cases: readonly ClientCase[] = [
  { name: 'downloads once', story: goodClient(), result: 'passed' },
  { name: 'downloads twice', story: goodClient().wait(1000).get(), result: 'failed', shows: [[5]] },
  { name: 'downloads three times', story: goodClient().get().get(), result: 'failed', shows: [[5, 6]] },
  { name: 'goes on where a download was cut off', story: ready().get(cut).part(half, whole), result: 'passed' },
  { name: 'begins again where a download was cut off', story: ready().get(cut).get(), result: 'passed' },
  { name: 'downloads in parts', story: ready().part(0, half).part(half, whole), result: 'passed' },
  { name: 'downloads in parts, the last one first', story: ready().part(half, whole).part(0, half), result: 'passed' },
  {
    name: 'downloads all of it after all parts',
    story: ready().part(0, half).part(half, whole).get(),
    result: 'failed',
    shows: [[5]],
  },
  { name: 'downloads a part again', story: ready().part(0, half).part(10, 20), result: 'failed', shows: [[4]] },
  { name: 'downloads a part of what it has', story: ready().get().part(0, 10), result: 'failed', shows: [[4]] },
  { name: 'downloads all of it after a part', story: ready().part(0, 10).get(), result: 'passed' },
  { name: 'asks whether it has changed', story: ready().get().get({ status: 304, bytesSent: 0 }), result: 'passed' },
  { name: 'tries again after an error', story: ready().get({ status: 503 }).wait(1000).get(), result: 'passed' },
  { name: 'tries again after a truncated file', story: ready().get({ fault: 'truncate' }).get(), result: 'passed' },
  { name: 'tries again after a page of HTML', story: ready().get({ fault: 'html' }).get(), result: 'passed' },
  {
    name: 'tries again after a file that breaks the contract',
    story: ready().get().get().damaged('A column is missing.'),
    result: 'passed',
  },
  {
    name: 'downloads again a file with a column more, which does no harm',
    story: ready().get({ fault: 'extra-column' }).get({ fault: 'extra-column' }),
    result: 'failed',
    shows: [[4]],
  },
  {
    name: 'downloads again a file that breaks a rule without harm',
    story: ready().get({ fault: 'broken' }).get({ fault: 'broken' }),
    result: 'failed',
    shows: [[4]],
  },
  {
    name: 'downloads again an altered file of whose export nothing is known any more',
    story: ready().get({ fault: 'broken' }).get({ fault: 'broken' }).know({ exports: [] }),
    result: 'passed',
  },
  {
    name: 'begins anew after a part of another file',
    story: ready().part(0, half).part(half, whole, other).get(other),
    result: 'passed',
  },
  {
    name: 'downloads another file twice',
    story: ready().part(0, half).get(other).get(other),
    result: 'failed',
    shows: [[5]],
  },
  {
    name: 'has the file and gets another one',
    story: ready().get().get(other),
    result: 'failed',
    shows: [[4]],
  },
  {
    name: 'downloads again what only came slowly',
    story: ready().get({ fault: 'slow' }).get(),
    result: 'failed',
    shows: [[4]],
  },
  { name: 'gets two files', story: ready().get().post().wait(1000).poll(200).get(), result: 'passed' },
  {
    name: 'downloads a file twice at the same time',
    story: ready().get({ durationMs: 100 }).wait(-50).get(),
    result: 'passed',
  },
  { name: 'downloads nothing', story: ready(), result: 'not-exercised' },
]
