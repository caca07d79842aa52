import { json, ok, type Route, route } from '../route.ts'
import { sandboxOf } from './sandboxes.ts'

const one = { 200: { description: 'The export.', ...json('Export') } }

export const exportRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/sandboxes/{id}/exports',
    operationId: 'listExports',
    tag: 'Exports',
    summary: 'List the exports of a sandbox',
    description: 'In the order of their POSTs.',
    answers: { 200: { description: 'Those that are remembered.', ...json('ExportList') } },
    handle: (call) => ok({ exports: sandboxOf(call).exports() }),
  }),
  route({
    method: 'GET',
    path: '/sandboxes/{id}/exports/{exportId}',
    operationId: 'getExport',
    tag: 'Exports',
    summary: 'Describe an export',
    description: 'What state it is in, and what was asked of it so far.',
    answers: one,
    handle: (call) => ok(sandboxOf(call).export(call.params.exportId!)),
  }),
  route({
    method: 'POST',
    path: '/sandboxes/{id}/exports/{exportId}/release',
    operationId: 'releaseExport',
    tag: 'Exports',
    summary: 'Make an export ready now',
    description: 'Whatever it is waiting for.',
    answers: one,
    handle: (call) => ok(sandboxOf(call).release(call.params.exportId!)),
  }),
  route({
    method: 'POST',
    path: '/sandboxes/{id}/exports/{exportId}/expire',
    operationId: 'expireExport',
    tag: 'Exports',
    summary: 'Let the URLs of an export expire now',
    description: 'As if their lifetime had passed.',
    answers: one,
    handle: (call) => ok(sandboxOf(call).expire(call.params.exportId!)),
  }),
]
