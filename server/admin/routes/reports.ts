import { type ReportFormatName, reportFormatNames, reportMediaTypes } from '../../../contracts/contract.ts'
import { type ClientReportOptions, clientReportShape } from '../../judging/client-options.ts'
import { boolean, oneOf } from '../../shapes/index.ts'
import { version } from '../../version.ts'
import { asFlag, asNumber, type QueryMembers, type Route, route } from '../route.ts'
import { sandboxOf } from './sandboxes.ts'

/** The judge's options, as a query spells them. */
const judging: QueryMembers = Object.fromEntries(
  Object.entries(clientReportShape.members).map(([name, { shape, description }]) => [
    name,
    { shape, description, from: asNumber },
  ]),
)

const others = reportFormatNames.filter((name) => name !== 'json')

export const reportRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/sandboxes/{id}/report',
    operationId: 'reportOnSandbox',
    tag: 'Exchanges',
    summary: 'Judge the client of a sandbox',
    description: `Each rule about clients: passed, failed with the exchanges that show it, not exercised, or could not be checked. \`format\` gives what the command prints: ${others.join(', ')}.`,
    query: {
      ...judging,
      format: { shape: oneOf(reportFormatNames), description: 'How it is written; `json` by default.' },
      strict: { shape: boolean(), description: 'Whether warnings break the contract too.', from: asFlag },
    },
    answers: {
      200: {
        description: 'The report.',
        content: Object.fromEntries(
          Object.entries(reportMediaTypes).map(([name, mediaType]) => [
            mediaType,
            name === 'json' ? 'Report' : 'ReportText',
          ]),
        ),
      },
    },
    async handle(call) {
      const {
        format = 'json',
        strict = false,
        ...options
      } = call.query as ClientReportOptions & {
        readonly format?: ReportFormatName
        readonly strict?: boolean
      }
      const report = sandboxOf(call).report(options)
      const { reportFormats } = await import('../../../contracts/judges.ts') // not before the first report
      const { mediaType, render } = reportFormats[format]
      const run = { tool: { name: 'balkanid-mock', version }, reports: [report], strict }
      return { status: 200, text: render(run, { verbose: true }), mediaType }
    },
  }),
]
