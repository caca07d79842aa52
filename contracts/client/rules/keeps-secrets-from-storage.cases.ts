import { datasetSlugs, downloadPath } from '../../datasets/index.ts'
import { type ClientCase, goodClient, story } from '../story.ts'

const keys = { headers: { 'x-api-key-id': 'k', 'X-Api-Key-Secret': '***' } }
const path = downloadPath(datasetSlugs[0]!)

export const cases: readonly ClientCase[] = [
  { name: 'sends nothing but the URL', story: goodClient(), result: 'passed' },
  { name: 'sends its keys with the call alone', story: story().post(keys).poll(404), result: 'passed' },
  { name: 'sends its keys with a poll', story: story().post(keys).poll(404, keys), result: 'failed', shows: [[2]] },
  {
    name: 'sends Authorization with a download',
    story: story()
      .post()
      .poll(200)
      .get({ headers: { authorization: '***' } }),
    result: 'failed',
    shows: [[3]],
  },
  {
    name: 'sends a cookie',
    story: story()
      .post()
      .poll(200, { headers: { COOKIE: '***' } }),
    result: 'failed',
    shows: [[2]],
  },
  {
    name: 'sends empty fields',
    story: story()
      .post()
      .poll(200, { headers: { 'X-Api-Key-ID': '' } }),
    result: 'passed',
  },
  {
    name: 'puts the key into the URL of the call',
    story: story()
      .post({ path: `${path}?x-api-key-secret=***` })
      .poll(404),
    result: 'failed',
    shows: [[1]],
  },
  {
    name: 'PUTs to storage with its keys',
    story: story().other({ method: 'PUT', path: '/storage/x', ...keys }),
    result: 'failed',
    shows: [[1]],
  },
  {
    name: 'uses the wrong method for a call, with its keys',
    story: story()
      .other({ method: 'GET', path, ...keys })
      .post(),
    result: 'not-exercised',
  },
  { name: 'did what the journal has forgotten', story: goodClient().forget(1), result: 'could-not-check' },
  { name: 'only calls', story: story().post(keys), result: 'not-exercised' },
]
