import { type ClientCase, goodClient, story } from '../story.ts'

const options = { budgetMs: 10_000, mostPolls: 20, mostTries: 3 }
const waiting = () => story().post().polls(3, 404, 1000)
const soon = { now: '2026-01-01T00:00:03.010Z' }
const cut = { fault: 'reset', brokenOff: true, bytesSent: 10 } as const

export const cases: readonly ClientCase[] = [
  { name: 'gives up after a while', story: waiting(), options, result: 'passed' },
  {
    name: 'polls for longer than its budget',
    story: story().post().polls(12, 404, 1000),
    options,
    result: 'failed',
    shows: [[12, 13]],
  },
  {
    name: 'polls too often within its budget',
    story: story().post().polls(22, 404, 100),
    options,
    result: 'failed',
    shows: [[22, 23]],
  },
  { name: 'may still be polling', story: waiting().know(soon), options, result: 'could-not-check' },
  {
    name: 'has ended its run just now',
    story: waiting().know({ ...soon, outcome: 'failed' }),
    options,
    result: 'passed',
  },
  {
    name: 'is ended before its budget is used up',
    story: waiting().know({ ...soon, timedOut: true }),
    options,
    result: 'could-not-check',
  },
  { name: 'is only known by its last polls', story: waiting().forget(2), options, result: 'could-not-check' },
  {
    name: 'calls again and again in spite of errors',
    story: errors(4),
    options,
    result: 'failed',
    shows: [[1, 2, 3, 4]],
  },
  { name: 'calls three times and fails', story: errors(3), options, result: 'passed' },
  {
    name: 'downloads again and again what is reset each time',
    story: story().post().poll(200).get(cut).get(cut).get(cut).get(cut),
    options,
    result: 'failed',
    shows: [[3, 4, 5, 6]],
  },
  {
    name: 'downloads again and again what breaks the contract',
    story: story().post().poll(200).get().get().get().get().damaged('A column is missing.'),
    options,
    result: 'failed',
    shows: [[3, 4, 5, 6]],
  },
  {
    name: 'downloads again and again what is sound, if unusual',
    story: ['extra-column', 'broken', 'replace-file'].reduce(
      (soFar, fault) => soFar.get({ fault }).get({ fault }),
      story().post().poll(200),
    ),
    options,
    result: 'not-exercised',
  },
  {
    name: 'downloads again what was reset once',
    story: story().post().poll(200).get(cut).get(),
    options,
    result: 'passed',
  },
  { name: 'gets everything it asks for', story: goodClient(), options, result: 'not-exercised' },
]

function errors(count: number) {
  return Array.from({ length: count }).reduce<ReturnType<typeof story>>(
    (soFar) => soFar.post({ status: 500 }).wait(1000),
    story(),
  )
}
