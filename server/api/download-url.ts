import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type DatasetSlug, datasetSlugs, datasets, downloadPath } from '../../contracts/contract.ts'
import type { Answer } from '../delivery/answer.ts'
import { deliver } from '../delivery/deliver.ts'
import type { ObjectStore } from '../exports/stored-object.ts'
import { answerWithFaults } from '../faults/play-faults.ts'
import { mask } from '../journal/masking.ts'
import type { OriginOf } from '../origin.ts'
import { problemAnswer } from '../problem-answer.ts'
import { problems } from '../problems.ts'
import type { PresignedUrls } from '../storage/presigned-urls.ts'
import { parseBody } from './body.ts'

export interface DownloadUrlContext {
  readonly urls: PresignedUrls
  readonly objects: ObjectStore
  readonly originOf: OriginOf
}

type CallRequest = FastifyRequest<{ Body: string | undefined }>

/** POST `<base path>/<dataset>/download-url`, for every dataset: starts an export and answers its two URLs. */
export function downloadUrlRoutes(app: FastifyInstance, { urls, objects, originOf }: DownloadUrlContext): void {
  function usualAnswer(slug: DatasetSlug, request: CallRequest): Answer {
    const { world, exchange } = request
    const unauthorized = world.keyProblem(request.headers)
    if (unauthorized !== undefined) {
      const { requestHeaders } = exchange
      exchange.requestHeaders = requestHeaders.map((text) => (world.isSecret(text) ? mask : text))
      return problemAnswer(unauthorized)
    }
    const { bodyValidation } = world.settings
    const body = parseBody(request.body ?? '', request.sentContentType, datasets[slug].download.body, bodyValidation)
    if ('problem' in body) return problemAnswer(body.problem)
    const origin = originOf(request)
    if ('received' in origin) return problemAnswer(problems['unusable-host'](origin.field, origin.received))

    const created = world.exports.create(slug, body.parameters)
    objects.prepare(created.terms)
    exchange.exportId = created.id
    const { pollingUrl, url, shown } = urls.issue(created, request.sandbox.originBehind(origin))
    const answer = bodyWith(pollingUrl, url)
    return {
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8', 'content-length': answer.length },
      body: answer,
      shownBody: bodyWith(shown, shown),
      problem: undefined,
      note: undefined,
      delivery: undefined,
    }
  }

  for (const slug of datasetSlugs) {
    app.post<{ Body: string | undefined }>(downloadPath(slug), (request, reply) => {
      const { world, exchange } = request
      exchange.phase = 'call'
      const n = world.countCall()
      if (!world.deviations.has('call')) return deliver(request, reply, usualAnswer(slug, request))
      const path = downloadPath(slug)
      const context = {
        phase: 'call',
        method: 'POST',
        path,
        id: request.id,
        found: undefined,
        exports: world.exports,
      } as const
      const acting = world.deviations.acting(n, { ...context, now: exchange.time })
      if (acting.length === 0) return deliver(request, reply, usualAnswer(slug, request))
      return answerWithFaults(acting, () => usualAnswer(slug, request)).then(({ answer, faults }) => {
        if (faults.length > 0) exchange.fault = faults.join(', ')
        return deliver(request, reply, answer)
      })
    })
  }
}

/** By hand, since every character of a URL that was made from a usable host is ASCII and none has to be escaped. */
function bodyWith(pollingUrl: string, url: string): string {
  return `{"pollingUrl":"${pollingUrl}","url":"${url}"}`
}
