import { type ClientCase, goodClient, type Story, story } from '../story.ts'

const succeeded = (told: Story) => told.know({ outcome: 'succeeded' })
const expired = (told: Story) =>
  succeeded(told.know({ exports: told.evidence().exports.map((each) => ({ ...each, state: 'expired' as const })) }))

export const cases: readonly ClientCase[] = [
  { name: 'downloads what it asked for', story: succeeded(goodClient()), result: 'passed' },
  {
    name: 'downloads a file that breaks off',
    story: succeeded(story().post().poll(200).get({ bytesSent: 10, brokenOff: true })),
    result: 'passed',
  },
  { name: 'only asks', story: succeeded(story().post()), result: 'failed', shows: [[1]] },
  {
    name: 'only asks and polls',
    story: succeeded(story().post().poll(404).wait(1000).poll(200)),
    result: 'failed',
    shows: [[1, 3]],
  },
  {
    name: 'asks for two exports and downloads one',
    story: succeeded(story().post().post().wait(1000).poll(200).get()),
    result: 'failed',
    shows: [[1]],
  },
  { name: 'only asks and fails', story: story().post().know({ outcome: 'failed' }), result: 'not-exercised' },
  { name: 'only asks and ends in an unknown way', story: story().post(), result: 'not-exercised' },
  { name: 'waits in vain', story: succeeded(story().post().poll(404)), result: 'not-exercised' },
  { name: 'is refused', story: succeeded(story().post({ status: 500 })), result: 'not-exercised' },
  {
    name: 'gets an answer without URLs',
    story: succeeded(story().post({ fault: 'malformed' })),
    result: 'not-exercised',
  },
  { name: 'never gets its answer', story: succeeded(story().post({ brokenOff: true })), result: 'not-exercised' },
  {
    name: 'asks again when no answer has come',
    story: succeeded(story().post({ brokenOff: true }).post().wait(1000).poll(200).get()),
    result: 'passed',
  },
  { name: 'comes too late', story: expired(story().post().poll(200)), result: 'not-exercised' },
  {
    name: 'downloads in vain',
    story: succeeded(story().post().poll(200).get({ status: 404 })),
    result: 'not-exercised',
  },
  {
    name: 'asked for what is gone',
    story: story().post().poll(200).know({ outcome: 'succeeded', exports: [] }),
    result: 'not-exercised',
  },
]
