import { type ClientCase, goodClient, story } from '../story.ts'

const respelled = { path: '/~s1/storage/export-1/file%2Ecsv?X-Amz-Date=20260101T000000Z&X-Amz-Signature=***' }
const sorted = { path: '/~s1/storage/export-1/file.csv?X-Amz-Signature=***&X-Amz-Date=20260101T000000Z' }

export const cases: readonly ClientCase[] = [
  { name: 'leaves URLs as they are', story: goodClient(), result: 'passed' },
  {
    name: 'encodes more of the path',
    story: story().post().wait(1000).poll(404, respelled),
    result: 'failed',
    shows: [[2]],
  },
  {
    name: 'sorts the query otherwise',
    story: story().post().wait(1000).poll(200).get(sorted),
    result: 'failed',
    shows: [[3]],
  },
  {
    name: 'is behind a proxy that takes a prefix away',
    story: story()
      .post()
      .wait(1000)
      .poll(404, { path: respelled.path.replace('/~s1', '').replace('%2E', '.') }),
    result: 'passed',
  },
  {
    name: 'changes a URL so that it is another one',
    story: story().post().wait(1000).poll(403, { path: '/x', problem: 'changed-url' }),
    result: 'not-exercised',
  },
  {
    name: 'got an answer that the journal does not have whole',
    story: story()
      .post({ responseBody: { text: '{"pol', bytes: 900, truncated: true } })
      .wait(1000)
      .poll(404, sorted),
    result: 'not-exercised',
  },
  {
    name: 'got an answer that a fault has spoilt',
    story: story().post({ fault: 'malformed' }).poll(404),
    result: 'not-exercised',
  },
]
