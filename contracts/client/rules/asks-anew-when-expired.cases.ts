import { type ClientCase, goodClient, story } from '../story.ts'

const late = { status: 403, problem: 'expired' } as const
const expired = () => story().post().wait(1000).poll(200).get(late)

export const cases: readonly ClientCase[] = [
  { name: 'asks for new URLs', story: expired().wait(1000).post().wait(1000).poll(200).get(), result: 'passed' },
  { name: 'fails', story: expired().know({ outcome: 'failed' }), result: 'passed' },
  { name: 'stops there', story: expired(), result: 'passed' },
  { name: 'tries the same URL again', story: expired().wait(1000).get(late), result: 'failed', shows: [[3, 4]] },
  { name: 'asks whether the other URL has expired too', story: expired().poll(403, late).post(), result: 'passed' },
  {
    name: 'polls on',
    story: story().post().poll(403, late).wait(1000).poll(403, late),
    result: 'failed',
    shows: [[2, 3]],
  },
  { name: 'succeeds without a file', story: expired().know({ outcome: 'succeeded' }), result: 'failed', shows: [[3]] },
  {
    name: 'had sent for another part before it could know',
    story: story()
      .post()
      .poll(200)
      .get({ ...late, durationMs: 100 })
      .wait(-50)
      .get(late)
      .post(),
    result: 'passed',
  },
  { name: 'is in time', story: goodClient(), result: 'not-exercised' },
]
