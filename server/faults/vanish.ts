import { fault } from './fault.ts'

export const vanish = fault({
  name: 'vanish',
  summary: 'Lets the file disappear for good: this request and all later ones get 404.',
  phases: ['poll', 'download'],
  options: {},
  effect: (exports, found) => exports.forget(found),
})
