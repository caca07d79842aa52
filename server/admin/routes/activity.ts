import { type Result, type Route, route } from '../route.ts'
import { sandboxOf } from './sandboxes.ts'

export const activityRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/sandboxes/{id}/activity',
    operationId: 'followActivity',
    tag: 'Exchanges',
    summary: 'Follow all that happens in a sandbox',
    description: [
      'As server-sent events, made for a page: first what is there, then what changes, ten times a second at most.',
      '`sandbox` is its description, told anew when settings or clock are changed;',
      '`exports` those that are new or changed, each with the download that is under way;',
      '`exchanges` those that are over, without headers and bodies, and how many others were `skipped`;',
      "`report` the judge's report, whenever a verdict is another;",
      '`end` whether the sandbox was `reset` or has `ended`, and with it the stream.',
    ].join(' '),
    answers: { 200: { description: 'The events.', content: { 'text/event-stream': 'EventStream' } } },
    async handle(call): Promise<Result> {
      const sandbox = sandboxOf(call)
      const { streamActivity } = await import('../activity/stream-activity.ts') // not before somebody follows
      streamActivity(call, sandbox)
      return 'answered by itself'
    },
  }),
]
