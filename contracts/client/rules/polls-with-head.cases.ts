import { type ClientCase, goodClient, story } from '../story.ts'

const refused = { status: 403, problem: 'wrong-method', export: null } as const
const early = { status: 404, problem: 'too-early' } as const

export const cases: readonly ClientCase[] = [
  { name: 'polls with HEAD', story: goodClient(), result: 'passed' },
  {
    name: 'GETs the polling URL',
    story: story().post().wait(1000).get(refused).wait(1000).get(refused),
    result: 'failed',
    shows: [[2, 3]],
  },
  {
    name: 'GETs the polling URL once before it sends HEAD',
    story: story().post().wait(1000).get(refused).wait(1000).poll(200).get(),
    result: 'failed',
    shows: [[2]],
  },
  {
    name: 'GETs the file until it is there, and never polls',
    story: story().post().wait(1000).get(early).wait(1000).get(early).wait(1000).get(),
    result: 'failed',
    shows: [[2, 3]],
  },
  {
    name: 'POSTs to the polling URL',
    story: story()
      .post()
      .wait(1000)
      .other({ method: 'POST', path: '/storage/export-1/file.csv', ...refused }),
    result: 'failed',
    shows: [[2]],
  },
  { name: 'fetches at once what it hopes is there', story: story().post().get(), result: 'not-exercised' },
  { name: 'fetches too early once', story: story().post().get(early), result: 'not-exercised' },
  {
    name: 'has its HEADs refused',
    story: story().post().wait(1000).poll(403, { problem: 'changed-url', export: null }),
    result: 'passed',
  },
]
