import { type ClientCase, goodClient, story } from '../story.ts'

const polled = (problem: string) => story().post().wait(1000).poll(403, { problem, export: null })

export const cases: readonly ClientCase[] = [
  { name: 'polls what was issued', story: goodClient(), result: 'passed' },
  { name: 'changes the URL', story: polled('changed-url'), result: 'failed', shows: [[2]] },
  { name: 'drops the query', story: polled('unsigned'), result: 'failed', shows: [[2]] },
  { name: 'drops a part of the query', story: polled('malformed-signature'), result: 'failed', shows: [[2]] },
  { name: 'sends HEAD to url', story: polled('wrong-method'), result: 'failed', shows: [[2]] },
  {
    name: 'changes the path beyond recognition',
    story: story().post().wait(1000).poll(403, { problem: 'changed-url', export: null, path: '/storage/?x' }),
    result: 'failed',
    shows: [[2]],
  },
  { name: 'comes too late', story: polled('expired'), result: 'passed' },
  { name: 'polls nothing', story: story().post(), result: 'not-exercised' },
]
