import { type ClientCase, goodClient, story } from '../story.ts'

export const cases: readonly ClientCase[] = [
  {
    name: 'succeeds where it can',
    story: goodClient().know({ outcome: 'succeeded', goodClientEnds: 'well' }),
    result: 'passed',
  },
  {
    name: 'fails where nobody could have succeeded',
    story: story().post().polls(5, 404, 1000).know({ outcome: 'failed', goodClientEnds: 'badly' }),
    result: 'passed',
  },
  {
    name: 'fails where it could have succeeded',
    story: story().post({ status: 500 }).know({ outcome: 'failed', goodClientEnds: 'well' }),
    result: 'failed',
    shows: [[]],
  },
  {
    name: 'succeeds without a file',
    story: story().post().polls(5, 404, 1000).know({ outcome: 'succeeded', goodClientEnds: 'badly' }),
    result: 'failed',
    shows: [[]],
  },
  {
    name: 'does not end',
    story: story().post().polls(5, 404, 1000).know({ timedOut: true }),
    result: 'failed',
    shows: [[]],
  },
  {
    name: 'may end either way',
    story: goodClient().know({ outcome: 'failed', goodClientEnds: 'either' }),
    result: 'not-exercised',
  },
  {
    name: 'succeeds, having done nothing',
    story: story().know({ outcome: 'succeeded', goodClientEnds: 'well' }),
    result: 'not-exercised',
  },
  {
    name: 'succeeds, having only asked',
    story: story().post().know({ outcome: 'succeeded', goodClientEnds: 'well' }),
    result: 'failed',
    shows: [[1]],
  },
  {
    name: 'succeeds, having seen that the file is there',
    story: story().post().wait(1000).poll(200).know({ outcome: 'succeeded', goodClientEnds: 'well' }),
    result: 'failed',
    shows: [[1]],
  },
  {
    name: 'succeeds, having asked for nothing that is there',
    story: story().other({ path: '/favicon.ico', status: 404 }).know({ outcome: 'succeeded', goodClientEnds: 'well' }),
    result: 'not-exercised',
  },
  { name: 'ends somehow', story: goodClient().know({ goodClientEnds: 'well' }), result: 'not-exercised' },
]
