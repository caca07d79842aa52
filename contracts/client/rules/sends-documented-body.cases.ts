import { datasetSlugs, datasets } from '../../datasets/index.ts'
import { type ClientCase, story } from '../story.ts'

const takingBody = datasetSlugs.find((slug) => datasets[slug].download.body.length > 0)!
const takingNone = datasetSlugs.find((slug) => datasets[slug].download.body.length === 0)!
const [{ name } = { name: '' }] = datasets[takingBody].download.body
const sent = (body: string | null) => story().post({ dataset: takingBody, body })

export const cases: readonly ClientCase[] = [
  { name: 'sends what is documented', story: sent(`{"${name}":false}`), result: 'passed' },
  { name: 'sends more than that', story: sent(`{"${name}":true,"more":1}`), result: 'passed' },
  { name: 'leaves a required parameter out', story: sent('{}'), result: 'failed', shows: [[1]] },
  { name: 'sends no body', story: sent(null), result: 'failed', shows: [[1]] },
  { name: 'sends a text for a boolean', story: sent(`{"${name}":"true"}`), result: 'failed', shows: [[1]] },
  { name: 'sends null for a boolean', story: sent(`{"${name}":null}`), result: 'failed', shows: [[1]] },
  { name: 'sends an array', story: sent(`[{"${name}":true}]`), result: 'failed', shows: [[1]] },
  { name: 'sends a form', story: sent(`${name}=true`), result: 'failed', shows: [[1]] },
  {
    name: 'sends no body where none is documented',
    story: story().post({ dataset: takingNone }),
    result: 'not-exercised',
  },
  {
    name: 'sends {} where none is documented',
    story: story().post({ dataset: takingNone, body: '{}' }),
    result: 'passed',
  },
  {
    name: 'sends what the journal has masked beyond recognition',
    story: sent(`{"${name}":true,"token":***`),
    result: 'could-not-check',
  },
  {
    name: 'sends what was no JSON before it was masked either',
    story: story().post({ dataset: takingBody, body: 'token=***', status: 400, problem: 'body-not-json' }),
    result: 'failed',
    shows: [[1]],
  },
  {
    name: 'sends more than the journal keeps',
    story: story().post({ dataset: takingBody, requestBody: { text: '{"a":', bytes: 9999, truncated: true } }),
    result: 'could-not-check',
  },
]
