import { type ClientCase, story } from '../story.ts'

const body = '{"x":true}'
const sent = (type: string) => story().post({ body, headers: { 'Content-Type': type } })

export const cases: readonly ClientCase[] = [
  { name: 'sends JSON as such', story: sent('application/json'), result: 'passed' },
  { name: 'names the character set too', story: sent('Application/JSON; charset=utf-8'), result: 'passed' },
  { name: 'leaves the type to the default', story: story().post({ body, headers: {} }), result: 'passed' },
  { name: 'sends a plain text', story: sent('text/plain;charset=UTF-8'), result: 'failed', shows: [[1]] },
  { name: 'sends a form', story: sent('application/x-www-form-urlencoded'), result: 'failed', shows: [[1]] },
  {
    name: 'sends no body',
    story: story().post({ body: null, headers: { 'Content-Type': 'text/plain' } }),
    result: 'not-exercised',
  },
]
