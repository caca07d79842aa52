import type { HostedSandbox, SandboxChanges, SandboxOptions } from '../../sandboxes/sandbox.ts'
import { newSandboxShape, sandboxChangesShape } from '../../sandboxes/sandbox-shapes.ts'
import { adminPrefix } from '../admin-prefix.ts'
import { clockMove } from '../bodies.ts'
import { type Call, json, noContent, ok, type Result, type Route, route } from '../route.ts'

type Move =
  | { readonly advance: number | string }
  | { readonly set: string }
  | { readonly mode: 'real' | 'manual' | { readonly scale: number } }

const description = (status: number) => ({ [status]: { description: 'The sandbox.', ...json('Sandbox') } })
const clock = { 200: { description: 'The clock.', ...json('Clock') } }

export const sandboxRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/sandboxes',
    operationId: 'listSandboxes',
    tag: 'Sandboxes',
    summary: 'List the sandboxes',
    description: 'The default one first. That of a scenario is there once it was asked for.',
    answers: { 200: { description: 'All sandboxes.', ...json('SandboxList') } },
    handle: ({ mock, here }) => ok({ sandboxes: mock.list().map((each) => here.seen(each.describe())) }),
  }),
  route<SandboxOptions & { readonly id?: string }>({
    method: 'POST',
    path: '/sandboxes',
    operationId: 'createSandbox',
    tag: 'Sandboxes',
    summary: 'Make a sandbox',
    description:
      'Whatever is left out is as the server was started. `baseUrl` is what its client puts before each path.',
    body: {
      schema: 'SandboxOptions',
      shape: (mock) => newSandboxShape(mock.scenarioNames()),
      isRequired: false,
      example: { scenario: 'flaky-polls', seed: 42, clock: 'manual' },
    },
    answers: { 201: { description: 'The sandbox.', ...json('Sandbox'), headers: ['Location'] } },
    conflicts: true,
    handle({ mock, body, here }) {
      const sandbox = mock.create(body)
      return {
        status: 201,
        json: here.seen(sandbox.describe()),
        headers: { location: `${here.prefix}${adminPrefix}/sandboxes/${encodeURIComponent(sandbox.id)}` },
      }
    },
  }),
  route({
    method: 'GET',
    path: '/sandboxes/{id}',
    operationId: 'getSandbox',
    tag: 'Sandboxes',
    summary: 'Describe a sandbox',
    description: 'Each scenario has a sandbox by its name, which is made when it is asked for.',
    answers: description(200),
    handle: (call) => described(call, sandboxOf(call)),
  }),
  route<SandboxChanges>({
    method: 'PATCH',
    path: '/sandboxes/{id}',
    operationId: 'updateSandbox',
    tag: 'Sandboxes',
    summary: 'Change a sandbox',
    description:
      'It behaves so from now on; exports keep the terms that they were born under. `null` takes a choice back.',
    body: {
      schema: 'SandboxChanges',
      shape: (mock) => sandboxChangesShape(mock.scenarioNames()),
      isRequired: true,
      example: { readiness: { after: 'polls', polls: 5 }, scenario: null },
    },
    answers: description(200),
    handle(call) {
      const sandbox = sandboxOf(call)
      sandbox.update(call.body)
      return described(call, sandbox)
    },
  }),
  route({
    method: 'DELETE',
    path: '/sandboxes/{id}',
    operationId: 'deleteSandbox',
    tag: 'Sandboxes',
    summary: 'End a sandbox',
    description: 'What is under way in it breaks off. The default sandbox stays.',
    answers: { 204: { description: 'It is gone.' } },
    conflicts: true,
    async handle(call) {
      await sandboxOf(call).delete()
      return noContent
    },
  }),
  route({
    method: 'POST',
    path: '/sandboxes/{id}/reset',
    operationId: 'resetSandbox',
    tag: 'Sandboxes',
    summary: 'Begin a sandbox anew',
    description:
      'As it was made: no exports, no exchanges, the clock at its start. What is under way breaks off. Answered when that is done.',
    answers: description(200),
    async handle(call) {
      const sandbox = sandboxOf(call)
      await sandbox.reset()
      return described(call, sandbox)
    },
  }),
  route({
    method: 'GET',
    path: '/sandboxes/{id}/clock',
    operationId: 'getClock',
    tag: 'Sandboxes',
    summary: 'Tell the time of a sandbox',
    description: 'By its own clock, which may be another than the machine has.',
    answers: clock,
    handle: (call) => ok(sandboxOf(call).clock.describe()),
  }),
  route<Move>({
    method: 'POST',
    path: '/sandboxes/{id}/clock',
    operationId: 'moveClock',
    tag: 'Sandboxes',
    summary: 'Move the clock of a sandbox',
    description:
      'One of three: on by a duration, to an instant, or into another mode. Answered when everything that falls due on the way has happened.',
    body: { schema: 'ClockMove', shape: () => clockMove, isRequired: true, example: { advance: '59m59s' } },
    answers: clock,
    async handle(call) {
      const { clock } = sandboxOf(call)
      await moved(clock, call.body)
      return ok(clock.describe())
    },
  }),
]

/** The sandbox that the path names. @throws {ControlError} where there is none */
export function sandboxOf({ mock, params }: Pick<Call, 'mock' | 'params'>): HostedSandbox {
  const sandbox = mock.sandbox(params.id!)
  sandbox.usedAt = mock.shared.machineClock.now()
  return sandbox
}

function described({ here }: Pick<Call, 'here'>, sandbox: HostedSandbox): Result {
  return ok(here.seen(sandbox.describe()))
}

async function moved(clock: HostedSandbox['clock'], move: Move): Promise<void> {
  if ('advance' in move) await clock.advance(move.advance)
  else if ('set' in move) await clock.set(move.set)
  else clock.run(move.mode)
}
