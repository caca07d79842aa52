import { type ClientCase, goodClient, story } from '../story.ts'

const half = 50_000
const whole = 100_000
const cut = () => story().post().poll(200).get({ fault: 'reset', brokenOff: true, bytesSent: half })

export const cases: readonly ClientCase[] = [
  {
    name: 'goes on with If-Range',
    story: cut().part(half, whole, { headers: { 'If-Range': '"e1"' } }),
    result: 'passed',
  },
  {
    name: 'goes on with If-Match',
    story: cut().part(half, whole, { headers: { 'if-match': '"e1"' } }),
    result: 'passed',
  },
  { name: 'goes on without either', story: cut().part(half, whole), result: 'failed', shows: [[4]] },
  {
    name: 'goes on without either, and gets the whole file',
    story: cut().get({ headers: { range: `bytes=${half}-` } }),
    result: 'failed',
    shows: [[4]],
  },
  { name: 'begins anew', story: cut().get(), result: 'not-exercised' },
  { name: 'begins anew with a range', story: cut().part(0, whole), result: 'not-exercised' },
  { name: 'asks for a part alone', story: story().post().poll(200).part(half, whole), result: 'not-exercised' },
  { name: 'downloads at once', story: goodClient(), result: 'not-exercised' },
]
