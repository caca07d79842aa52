import { type ClientCase, goodClient, story } from '../story.ts'

const ready = () => story().post().wait(1000).poll(200)
const refused = (problem: string) => ({ status: 403, problem, export: null })

export const cases: readonly ClientCase[] = [
  { name: 'downloads what was issued', story: goodClient(), result: 'passed' },
  { name: 'changes the URL', story: ready().get(refused('changed-url')), result: 'failed', shows: [[3]] },
  { name: 'drops the query', story: ready().get(refused('unsigned')), result: 'failed', shows: [[3]] },
  {
    name: 'GETs pollingUrl once it is ready',
    story: ready().get(refused('wrong-method')),
    result: 'failed',
    shows: [[3]],
  },
  {
    name: 'sends POST to url',
    story: ready().other({ method: 'POST', path: '/storage/export-1/file.csv', ...refused('wrong-method') }),
    result: 'failed',
    shows: [[3]],
  },
  { name: 'comes too late', story: ready().get(refused('expired')), result: 'passed' },
  { name: 'downloads nothing', story: ready(), result: 'not-exercised' },
]
