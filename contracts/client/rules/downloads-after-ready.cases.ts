import { type ClientCase, goodClient, story } from '../story.ts'

const early = { status: 404, problem: 'too-early' } as const

export const cases: readonly ClientCase[] = [
  { name: 'downloads once a poll got 200', story: goodClient(), result: 'passed' },
  { name: 'downloads without a poll', story: story().post().wait(1000).get(), result: 'failed', shows: [[2]] },
  {
    name: 'downloads after a poll that got 404',
    story: story().post().poll(404).get(early),
    result: 'failed',
    shows: [[3]],
  },
  {
    name: 'tries too early and then does it right',
    story: story().post().get(early).poll(200).get(),
    result: 'failed',
    shows: [[2]],
  },
  {
    name: 'downloads while its poll is not answered yet',
    story: story().post().poll(200, { durationMs: 1000 }).wait(-500).get(),
    result: 'failed',
    shows: [[3]],
  },
  {
    name: 'takes the 200 of another export for its own',
    story: story().post().post().of(1).poll(200).of(2).get(),
    result: 'failed',
    shows: [[4]],
  },
  {
    name: 'does all of it at one instant of a manual clock',
    story: story().post({ durationMs: 0 }).poll(200, { durationMs: 0 }).get({ durationMs: 0 }),
    result: 'passed',
  },
  { name: 'is only known by its download', story: goodClient().forget(3), result: 'could-not-check' },
  {
    name: 'polls with GET',
    story: story().post().get({ status: 403, problem: 'wrong-method' }),
    result: 'not-exercised',
  },
]
