import { accepts } from '../../accepts.ts'
import type { ExchangeFilter } from '../../journal/filter.ts'
import { boolean, either, oneOf, text, wholeNumber } from '../../shapes/index.ts'
import { streamExchanges } from '../exchange-stream.ts'
import { adminProblems, Refusal } from '../problems.ts'
import { asFlag, asNumber, type Call, json, ok, type Result, type Route, route } from '../route.ts'
import { sandboxOf } from './sandboxes.ts'

const har = 'application/har+json'

const filter = {
  phase: {
    shape: oneOf(['call', 'poll', 'download', 'other']),
    description: 'Only those of this step: the POST, a poll, a download, or none of these.',
  },
  export: { shape: text(), description: 'Only those of the export with this id.' },
  method: {
    shape: text(),
    description: 'Only those with this method.',
    from: (method: string) => method.toUpperCase(),
  },
  status: { shape: wholeNumber(100, 599), description: 'Only those that were answered so.', from: asNumber },
  fault: {
    shape: either(boolean(), text()),
    description: 'Only those in which this fault acted; `true` for any fault, `false` for none.',
    from: asFlag,
  },
  problem: {
    shape: either(boolean(), text()),
    description: 'Only those with this problem, by its word; `true` for any problem, `false` for none.',
    from: asFlag,
  },
  after: {
    shape: wholeNumber(0),
    description: 'Only those that were over after the exchange with this number.',
    from: asNumber,
  },
  limit: { shape: wholeNumber(0), description: 'At most so many, the last ones.', from: asNumber },
} as const

export const exchangeRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/sandboxes/{id}/exchanges',
    operationId: 'listExchanges',
    tag: 'Exchanges',
    summary: 'List the exchanges of a sandbox',
    description: `Those that are over, in the order in which they were. As HTTP Archive 1.2, which browser tools open, with \`Accept: ${har}\` or \`format=har\`.`,
    query: {
      ...filter,
      format: { shape: oneOf(['json', 'har']), description: 'Goes before the field `Accept`.' },
    },
    answers: {
      200: {
        description: 'Those that are kept and wanted.',
        content: { 'application/json': 'ExchangeList', [har]: 'Har' },
        headers: ['Vary'],
      },
    },
    async handle(call) {
      const { format = accepts(call.request.headers.accept, har) ? 'har' : 'json', ...wanted } = call.query
      const sandbox = sandboxOf(call)
      const headers = { vary: 'accept' }
      if (format === 'har') {
        return { status: 200, json: await sandbox.har(wanted as ExchangeFilter), headers, mediaType: har }
      }
      const exchanges = sandbox.exchanges(wanted as ExchangeFilter)
      return { status: 200, json: { exchanges, dropped: sandbox.world.journal.dropped }, headers }
    },
  }),
  route({
    method: 'GET',
    path: '/sandboxes/{id}/exchanges/{number}',
    operationId: 'getExchange',
    tag: 'Exchanges',
    summary: 'Show one exchange',
    description: 'By its number, which counts from 1 in each sandbox and begins anew with a reset.',
    answers: { 200: { description: 'The exchange.', ...json('Exchange') } },
    handle: exchange,
  }),
  route({
    method: 'GET',
    path: '/sandboxes/{id}/exchanges/stream',
    operationId: 'streamExchanges',
    tag: 'Exchanges',
    summary: 'Follow the exchanges of a sandbox',
    description: [
      'As server-sent events, each named `exchange` and numbered as the exchange is: whoever comes back with `Last-Event-ID` misses nothing that is still kept.',
      'Without that, `after` and `limit`, it begins with what happens next.',
      'An event `end` says that the sandbox was reset or ended, and the stream with it. Whoever does not read is disconnected.',
    ].join(' '),
    query: filter,
    answers: { 200: { description: 'The events.', content: { 'text/event-stream': 'EventStream' } } },
    handle(call) {
      streamExchanges(call, sandboxOf(call), call.query as ExchangeFilter)
      return 'answered by itself'
    },
  }),
]

function exchange(call: Call): Result {
  const sandbox = sandboxOf(call)
  const number = call.params.number!
  const found = /^\d{1,15}$/.test(number) ? sandbox.world.journal.get(Number(number)) : undefined
  if (found === undefined) throw new Refusal(adminProblems['unknown-exchange'](number, sandbox.id))
  return ok(found)
}
