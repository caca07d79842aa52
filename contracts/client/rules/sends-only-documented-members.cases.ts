import { datasetSlugs, datasets } from '../../datasets/index.ts'
import { type ClientCase, story } from '../story.ts'

const dataset = datasetSlugs.find((slug) => datasets[slug].download.body.length > 0)!
const [{ name } = { name: '' }] = datasets[dataset].download.body
const sent = (body: string | null) => story().post({ dataset, body })

export const cases: readonly ClientCase[] = [
  { name: 'sends what is documented', story: sent(`{"${name}":false}`), result: 'passed' },
  { name: 'sends more than that', story: sent(`{"${name}":true,"more":1}`), result: 'failed', shows: [[1]] },
  { name: 'misspells a member', story: sent(`{"${name.toUpperCase()}":true}`), result: 'failed', shows: [[1]] },
  { name: 'sends no body', story: sent(null), result: 'not-exercised' },
  { name: 'sends no JSON', story: sent('x'), result: 'not-exercised' },
]
