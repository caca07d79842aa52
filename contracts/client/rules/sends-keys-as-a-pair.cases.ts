import { type ClientCase, story } from '../story.ts'

const sent = (headers: Record<string, string>) => story().post({ headers })

export const cases: readonly ClientCase[] = [
  { name: 'sends both', story: sent({ 'x-api-key-id': 'k', 'X-API-Key-Secret': '***' }), result: 'passed' },
  { name: 'sends the id alone', story: sent({ 'X-Api-Key-ID': 'k' }), result: 'failed', shows: [[1]] },
  {
    name: 'sends the secret with an empty id',
    story: sent({ 'X-Api-Key-ID': '', 'X-Api-Key-Secret': '***' }),
    result: 'failed',
    shows: [[1]],
  },
  { name: 'sends both empty', story: sent({ 'X-Api-Key-ID': '', 'X-Api-Key-Secret': '' }), result: 'not-exercised' },
  { name: 'sends neither', story: sent({}), result: 'not-exercised' },
]
