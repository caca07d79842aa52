import { type ScenarioDefinition, scenarioShape } from '../../scenarios/scenario.ts'
import { adminPrefix } from '../admin-prefix.ts'
import { json, noContent, ok, type Route, route } from '../route.ts'

const description = 'The scenario.'

export const scenarioRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/scenarios',
    operationId: 'listScenarios',
    tag: 'Scenarios',
    summary: 'List the scenarios',
    description: 'The presets, and those that were added.',
    answers: { 200: { description: 'All scenarios.', ...json('ScenarioList') } },
    handle: ({ mock }) => ok({ scenarios: mock.listScenarios() }),
  }),
  route({
    method: 'GET',
    path: '/scenarios/{name}',
    operationId: 'getScenario',
    tag: 'Scenarios',
    summary: 'Show a scenario',
    description: 'As it is written down: what the service does, and what a good client does then.',
    answers: { 200: { description, ...json('Scenario') } },
    handle: ({ mock, params }) => ok(mock.scenario(params.name!)),
  }),
  route<ScenarioDefinition>({
    method: 'PUT',
    path: '/scenarios/{name}',
    operationId: 'defineScenario',
    tag: 'Scenarios',
    summary: 'Add a scenario, or change one',
    description: 'Sandboxes that have it behave so from now on. Presets stay as they are.',
    body: {
      schema: 'ScenarioDefinition',
      shape: () => scenarioShape,
      isRequired: true,
      example: {
        summary: 'The first two polls get 503.',
        poll: [{ fault: 'status', status: 503, when: { first: 2 } }],
      },
    },
    answers: {
      200: { description: 'The scenario, which was changed.', ...json('Scenario') },
      201: { description: 'The scenario, which was added.', ...json('Scenario'), headers: ['Location'] },
    },
    conflicts: true,
    handle({ mock, params, body, here }) {
      const name = params.name!
      const isNew = !mock.listScenarios().some((known) => known.name === name)
      const scenario = mock.defineScenario(name, body)
      if (!isNew) return ok(scenario)
      return { status: 201, json: scenario, headers: { location: `${here.prefix}${adminPrefix}/scenarios/${name}` } }
    },
  }),
  route({
    method: 'DELETE',
    path: '/scenarios/{name}',
    operationId: 'removeScenario',
    tag: 'Scenarios',
    summary: 'Remove a scenario',
    description: 'One that was added, and that no sandbox has but its own.',
    answers: { 204: { description: 'It is gone.' } },
    conflicts: true,
    handle({ mock, params }) {
      mock.removeScenario(params.name!)
      return noContent
    },
  }),
]
