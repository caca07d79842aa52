import { type ClientCase, goodClient, type Story, story } from '../story.ts'

const options = { mostRefusals: 3 }
const times = (count: number, step: (soFar: Story) => Story, first = story()) =>
  Array.from({ length: count }).reduce<Story>((soFar) => step(soFar).wait(1000), first)
const unauthorized = (count: number) => times(count, (soFar) => soFar.post({ status: 401, problem: 'unauthorized' }))
const gone = { status: 404, problem: 'no-such-export', export: null } as const

export const cases: readonly ClientCase[] = [
  { name: 'calls once with a wrong key', story: unauthorized(1), options, result: 'passed' },
  { name: 'calls three times with a wrong key', story: unauthorized(3), options, result: 'passed' },
  { name: 'calls on with a wrong key', story: unauthorized(5), options, result: 'failed', shows: [[1, 2, 3, 4, 5]] },
  {
    name: 'corrects its body between calls',
    story: times(
      2,
      (soFar) => soFar.post({ status: 400, body: '{}' }),
      times(2, (soFar) => soFar.post({ status: 400 })),
    ),
    options,
    result: 'passed',
  },
  {
    name: 'polls on after 403',
    story: times(4, (soFar) => soFar.poll(403, { fault: 'hide' }), story().post()),
    options,
    result: 'failed',
    shows: [[2, 3, 4, 5]],
  },
  {
    name: 'downloads again and again what is gone',
    story: times(4, (soFar) => soFar.get(gone), story().post().poll(200)),
    options,
    result: 'failed',
    shows: [[3, 4, 5, 6]],
  },
  {
    name: 'polls again and again what was there and is gone',
    story: times(4, (soFar) => soFar.poll(404), story().post().poll(200).get(gone)),
    options,
    result: 'failed',
    shows: [[4, 5, 6, 7]],
  },
  { name: 'waits for what is not ready', story: story().post().polls(9, 404, 1000), options, result: 'not-exercised' },
  {
    name: 'is throttled',
    story: times(9, (soFar) => soFar.poll(429), story().post()),
    options,
    result: 'not-exercised',
  },
  { name: 'is never refused', story: goodClient(), options, result: 'not-exercised' },
]
