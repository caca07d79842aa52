import { datasetSlugs, downloadPath } from '../../datasets/index.ts'
import { type ClientCase, story } from '../story.ts'

const path = downloadPath(datasetSlugs[0]!)
const refused = { path, status: 405, problem: 'method-not-allowed' } as const

export const cases: readonly ClientCase[] = [
  { name: 'asks with POST', story: story().post(), result: 'passed' },
  { name: 'asks with GET', story: story().other({ ...refused, method: 'GET' }), result: 'failed', shows: [[1]] },
  {
    name: 'asks with PUT before it finds the right way',
    story: story()
      .other({ ...refused, method: 'PUT' })
      .post(),
    result: 'failed',
    shows: [[1]],
  },
  {
    name: 'runs in a browser, which asks with OPTIONS first',
    story: story()
      .other({ ...refused, method: 'OPTIONS' })
      .post(),
    result: 'passed',
  },
  { name: 'asks for anything else', story: story().other({ path: '/favicon.ico' }), result: 'not-exercised' },
]
