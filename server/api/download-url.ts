import type { FastifyInstance, FastifyRequest } from 'fastify'
import { datasetSlugs, datasets, downloadPath } from '../../contracts/index.ts'
import type { ExportStore } from '../exports/export-store.ts'
import type { Settings } from '../options.ts'
import type { Origin, UnusableHost } from '../origin.ts'
import { problems } from '../problems.ts'
import { sendProblem } from '../send-problem.ts'
import type { PresignedUrls } from '../storage/presigned-urls.ts'
import { keyChecker } from './api-keys.ts'
import { parseBody } from './body.ts'

export interface DownloadUrlContext {
  readonly settings: Settings
  readonly exports: ExportStore
  readonly urls: PresignedUrls
  readonly originOf: (request: FastifyRequest) => Origin | UnusableHost
}

/** POST `<base path>/<dataset>/download-url`, for every dataset: starts an export and answers its two URLs. */
export function downloadUrlRoutes(
  app: FastifyInstance,
  { settings, exports, urls, originOf }: DownloadUrlContext,
): void {
  const problemWithKey = keyChecker(settings.apiKeys)

  for (const slug of datasetSlugs) {
    const parameters = datasets[slug].download.body
    app.post<{ Body: string | undefined }>(downloadPath(slug), (request, reply) => {
      const unauthorized = problemWithKey(request.headers)
      if (unauthorized !== undefined) return sendProblem(request, reply, unauthorized)
      const contentType = request.exchange.contentType
      const body = parseBody(request.body ?? '', contentType, parameters, settings.bodyValidation)
      if ('problem' in body) return sendProblem(request, reply, body.problem)
      const origin = originOf(request)
      if ('received' in origin)
        return sendProblem(request, reply, problems['unusable-host'](origin.field, origin.received))

      const created = exports.create(slug, body.parameters)
      request.exchange.export = created.id
      const { pollingUrl, url } = urls.issue(created, origin)
      // Written by hand, since no character of a URL that was made from a usable host has to be escaped.
      return reply.type('application/json').send(`{"pollingUrl":"${pollingUrl}","url":"${url}"}`)
    })
  }
}
