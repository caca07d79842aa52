import { Readable } from 'node:stream'
import { bytesOf } from '../../delivery/answer.ts'
import { text, wholeNumber } from '../../shapes/index.ts'
import { askedFile, datasetOf, downloadParameters } from '../data/asked-file.ts'
import { asNumber, type Call, json, ok, type Result, type Route, route } from '../route.ts'
import { sandboxOf } from './sandboxes.ts'

const usualRows = 20

export const dataRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/contract',
    operationId: 'getContract',
    tag: 'Data',
    summary: 'Tell what the mock goes by',
    description:
      'Operations and columns with their basis, contradictions of the documentation, and what the mock does where that is silent.',
    answers: { 200: { description: 'The contract.', ...json('Contract') } },
    async handle() {
      const { contractDescription } = await import('../data/contract-description.ts')
      return ok(contractDescription())
    },
  }),
  route<unknown>({
    method: 'GET',
    path: '/sandboxes/{id}/data/{dataset}',
    operationId: 'previewData',
    tag: 'Data',
    summary: 'Show the first rows of a file',
    description:
      'Of the file that an export would have now, what its scenario does to files included. It takes no poll and leaves no trace. A file that is long in the measuring has no `size`.',
    query: {
      rows: {
        shape: wholeNumber(0, 1000),
        description: `At most so many rows; ${usualRows} by default.`,
        from: asNumber,
      },
      ...downloadParameters,
    },
    answers: { 200: { description: 'The rows, as far as they can be read.', ...json('Preview') } },
    async handle(call) {
      const { rows = usualRows } = call.query as { readonly rows?: number }
      const { world } = sandboxOf(call)
      const { previewOf } = await import('../data/preview.ts')
      return ok(await previewOf(askedFile(call), rows, call.mock.objects, world.clock.now()))
    },
  }),
  route<unknown>({
    method: 'GET',
    path: '/sandboxes/{id}/data/{dataset}/csv',
    operationId: 'downloadData',
    tag: 'Data',
    summary: 'Download a file',
    description: 'The whole of it, as an export would have it now; for people, since it is no export.',
    query: downloadParameters,
    answers: { 200: { description: 'The file.', content: { 'text/csv': 'CsvText' } } },
    handle: sendFile,
  }),
  route<unknown>({
    method: 'POST',
    path: '/check/{dataset}',
    operationId: 'checkFile',
    tag: 'Data',
    summary: 'Hold a CSV file against the contract',
    description:
      'Each rule about files: passed, failed with what was found where, not exercised, or could not be checked. The file is checked as it arrives, however long it is, and kept nowhere.',
    query: { file: { shape: text(), description: "The file's name, which the report then shows." } },
    takes: 'text/csv',
    answers: { 200: { description: 'The report.', ...json('ReportReport') } },
    async handle(call) {
      const dataset = datasetOf(call)
      const { file = 'CSV' } = call.query as { readonly file?: string }
      const { validateCsv } = await import('../../../contracts/judges.ts')
      const { judgedReport } = await import('../../judging/judged-report.ts')
      const { machineClock } = call.mock.shared
      const readings = call.mock.root.world.settings.readings[dataset]
      const report = await validateCsv(dataset, call.request.raw, { subject: file, now: machineClock.now(), readings })
      return ok(judgedReport(report))
    },
  }),
]

async function sendFile(call: Call): Promise<Result> {
  const terms = askedFile(call)
  const object = await call.mock.objects.open(terms)
  const { reply } = call
  reply.headers({
    'content-type': 'text/csv',
    'content-length': object.size,
    'content-disposition': `attachment; filename="${terms.spec.dataset}.csv"`,
  })
  reply.send(Readable.from(bytesOf({ object, from: 0, to: object.size }), { objectMode: false }))
  return 'answered by itself'
}
