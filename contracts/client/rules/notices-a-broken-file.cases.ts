import { type ClientCase, goodClient, story } from '../story.ts'

const ready = () => story().post().wait(1000).poll(200)
const half = 50_000
const whole = 100_000
const truncated = { fault: 'truncate', bytesSent: half, answerHeaders: { 'content-length': half, etag: '"e1"' } }
const cut = { fault: 'reset', brokenOff: true, bytesSent: half } as const
const other = { fault: 'replace-file', answerHeaders: { etag: '"e2"' } }
const gzip = { fault: 'gzip', answerHeaders: {} }

export const cases: readonly ClientCase[] = [
  {
    name: 'takes a truncated file for whole',
    story: ready().get(truncated).know({ outcome: 'succeeded' }),
    result: 'failed',
    shows: [[3]],
  },
  { name: 'fails at a truncated file', story: ready().get(truncated).know({ outcome: 'failed' }), result: 'passed' },
  { name: 'fetches the rest of a truncated file', story: ready().get(truncated).part(half, whole), result: 'passed' },
  { name: 'downloads a truncated file again', story: ready().get(truncated).get(), result: 'passed' },
  {
    name: 'asks for another export after a truncated file',
    story: ready().get(truncated).wait(1000).post(),
    result: 'passed',
  },
  {
    name: 'gets a truncated file twice',
    story: ready().get(truncated).get(truncated).know({ outcome: 'succeeded' }),
    result: 'failed',
    shows: [[4]],
  },
  { name: 'ends in an unknown way after a truncated file', story: ready().get(truncated), result: 'could-not-check' },
  {
    name: 'only polls again',
    story: ready().get(truncated).poll(200).know({ outcome: 'succeeded' }),
    result: 'failed',
    shows: [[3]],
  },
  {
    name: 'takes a page of HTML for a file',
    story: ready().get({ fault: 'html' }).know({ outcome: 'succeeded' }),
    result: 'failed',
    shows: [[3]],
  },
  {
    name: 'takes compressed bytes for a file',
    story: ready().get(gzip).know({ outcome: 'succeeded' }),
    result: 'failed',
    shows: [[3]],
  },
  {
    name: 'decodes what is declared to be compressed',
    story: ready()
      .get({ ...gzip, answerHeaders: { 'content-encoding': 'gzip' } })
      .know({ outcome: 'succeeded' }),
    result: 'not-exercised',
  },
  {
    name: 'reads as much as Content-Length says of a longer file',
    story: ready()
      .get({ fault: 'wrong-length', answerHeaders: { 'content-length': whole - 100 } })
      .know({ outcome: 'succeeded' }),
    result: 'failed',
    shows: [[3]],
  },
  {
    name: 'takes a file without a column',
    story: ready()
      .get({ fault: 'missing-column' })
      .damaged('The first column is missing.')
      .know({ outcome: 'succeeded' }),
    result: 'failed',
    shows: [[3]],
  },
  {
    name: 'joins parts of two files',
    story: ready().get(cut).part(half, whole, other).know({ outcome: 'succeeded' }),
    result: 'failed',
    shows: [[4]],
  },
  {
    name: 'sees that a part is of another file',
    story: ready().get(cut).part(half, whole, other).get(other),
    result: 'passed',
  },
  { name: 'succeeds with a whole file', story: goodClient().know({ outcome: 'succeeded' }), result: 'not-exercised' },
  { name: 'had its download cut off', story: ready().get(cut).know({ outcome: 'succeeded' }), result: 'not-exercised' },
]
