import { fault } from './fault.ts'
import { simulatedError } from './simulated-error.ts'

export const hide = fault({
  name: 'hide',
  summary: 'Answers 403 where the answer would be 404, as storage does that may not tell what exists.',
  phases: ['poll', 'download'],
  options: {},
  alter: (answer, _options, context) => (answer.status === 404 ? simulatedError(context, 403, 'hide') : answer),
})
