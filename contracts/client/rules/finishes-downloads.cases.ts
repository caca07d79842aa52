import { type ClientCase, goodClient, story } from '../story.ts'

const ready = () => story().post().wait(1000).poll(200)
const half = 50_000
const whole = 100_000
const left = { brokenOff: true, bytesSent: half } as const
const cut = { ...left, fault: 'reset' } as const
const short = { fault: 'wrong-length', answerHeaders: { 'content-length': whole + 100 } }

export const cases: readonly ClientCase[] = [
  { name: 'reads to the end', story: goodClient(), result: 'passed' },
  { name: 'leaves in the middle', story: ready().get(left), result: 'failed', shows: [[3]] },
  {
    name: 'leaves in the middle and fails',
    story: ready().get(left).know({ outcome: 'failed' }),
    result: 'failed',
    shows: [[3]],
  },
  { name: 'leaves a slow download', story: ready().get({ ...left, fault: 'slow' }), result: 'failed', shows: [[3]] },
  {
    name: 'leaves when it has all of a slow download',
    story: ready().get({ brokenOff: true, fault: 'slow' }),
    result: 'passed',
  },
  { name: 'comes back for the rest', story: ready().get(left).part(half, whole), result: 'passed' },
  { name: 'goes on after a reset', story: ready().get(cut).part(half, whole), result: 'passed' },
  { name: 'asks for another export after a reset', story: ready().get(cut).wait(1000).post(), result: 'passed' },
  { name: 'fails after a reset', story: ready().get(cut).know({ outcome: 'failed' }), result: 'passed' },
  {
    name: 'does not notice a reset',
    story: ready().get(cut).know({ outcome: 'succeeded' }),
    result: 'failed',
    shows: [[3]],
  },
  { name: 'ends in an unknown way after a reset', story: ready().get(cut), result: 'could-not-check' },
  {
    name: 'does not notice that bytes are missing',
    story: ready().get(short).know({ outcome: 'succeeded' }),
    result: 'failed',
    shows: [[3]],
  },
  { name: 'notices that bytes are missing', story: ready().get(short).know({ outcome: 'failed' }), result: 'passed' },
  {
    name: 'gives up on a download that stands still',
    story: ready()
      .get({ ...left, fault: 'stall' })
      .know({ outcome: 'failed' }),
    result: 'passed',
  },
  {
    name: 'stops reading a file that breaks the contract',
    story: ready().get(left).damaged('The first column is missing.').know({ outcome: 'failed' }),
    result: 'passed',
  },
  {
    name: 'leaves a file with stars in its header',
    story: ready().get({ ...left, fault: 'broken' }),
    result: 'failed',
    shows: [[3]],
  },
  {
    name: 'stops reading at a wrong cell, as it may',
    story: ready()
      .get({ ...left, fault: 'broken' })
      .know({ outcome: 'failed', goodClientEnds: 'either' }),
    result: 'passed',
  },
  {
    name: 'succeeds with a part of what it may take or leave',
    story: ready()
      .get({ ...left, fault: 'broken' })
      .know({ outcome: 'succeeded', goodClientEnds: 'either' }),
    result: 'failed',
    shows: [[3]],
  },
  { name: 'leaves a download that never began', story: ready().get({ status: 503 }), result: 'not-exercised' },
]
