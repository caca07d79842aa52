import type { FastifyInstance } from 'fastify'
import { datasetSlugs } from '../../contracts/index.ts'
import type { ExportStore } from '../exports/export-store.ts'
import type { Settings } from '../options.ts'
import type { Downloads } from '../storage/answer.ts'
import { version } from '../version.ts'

export interface HealthContext {
  readonly settings: Settings
  readonly exports: ExportStore
  readonly downloads: Downloads
}

/** GET and HEAD `/__mock/health`: that it serves, what it serves, and how much of it is going on. */
export function healthRoutes(app: FastifyInstance, { settings, exports, downloads }: HealthContext): void {
  app.route({
    method: ['GET', 'HEAD'],
    url: '/__mock/health',
    handler: (_request, reply) =>
      reply.header('cache-control', 'no-store').send({
        status: 'ok',
        version,
        seed: settings.seed,
        datasets: datasetSlugs,
        exports: exports.count,
        downloads: downloads.active,
      }),
  })
}
