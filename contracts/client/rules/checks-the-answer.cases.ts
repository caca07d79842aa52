import { type ClientCase, story } from '../story.ts'

const spoilt = () => story().post({ fault: 'malformed' })

export const cases: readonly ClientCase[] = [
  { name: 'asks again', story: spoilt().wait(1000).post(), result: 'passed' },
  { name: 'fails', story: spoilt().know({ outcome: 'failed' }), result: 'passed' },
  {
    name: 'guesses the host of a relative URL',
    story: spoilt().wait(1000).poll(404),
    result: 'failed',
    shows: [[1, 2]],
  },
  { name: 'succeeds without a file', story: spoilt().know({ outcome: 'succeeded' }), result: 'failed', shows: [[1]] },
  { name: 'ends in an unknown way', story: spoilt(), result: 'could-not-check' },
  {
    name: 'gets a page of HTML and asks again',
    story: story().post({ fault: 'html' }).wait(1000).post(),
    result: 'passed',
  },
  { name: 'gets a documented answer', story: story().post(), result: 'not-exercised' },
]
