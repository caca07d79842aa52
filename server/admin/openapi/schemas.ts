import type { Body, Exchange } from '../../../contracts/client/exchange.ts'
import { datasetSlugs, type JsonSchema } from '../../../contracts/contract.ts'
import { ref, type Schema } from '../../../contracts/openapi/document.ts'
import { problemSchema } from '../../../contracts/openapi/problem.ts'
import { readinessShape, sandboxMembers } from '../../option-members.ts'
import type { ClockDescription, ExportDescription, SandboxDescription } from '../../sandboxes/sandbox.ts'
import { scenarioShape } from '../../scenarios/scenario.ts'
import type { Mistake } from '../../shapes/index.ts'
import type { contractDescription } from '../data/contract-description.ts'
import type { Preview } from '../data/preview.ts'
import { reportComponent } from './report-schemas.ts'

/** What the operations answer, as JSON Schema by the name of its component. */
export const answerSchemas = {
  Clock: described<ClockDescription>('The time of a sandbox, by its own clock.', {
    mode: { enum: ['real', 'scaled', 'manual'], description: 'How it goes.' },
    now: instant('What it shows.'),
    scale: {
      type: 'number',
      minimum: 0,
      description: "How many times as fast as the machine's; 0 where it is manual.",
    },
    waiting: count('How many answers wait for it to move on.'),
  }),
  Sandbox: described<SandboxDescription>('An isolated world behind a base URL of its own.', {
    id: { type: 'string', description: 'What its base URL ends in; `default` is that of the root.' },
    baseUrl: { type: 'string', format: 'uri', description: 'What its client puts before each path.' },
    scenario: nullable({
      type: 'string',
      description: 'The name of its scenario; `custom` where it was written down for this sandbox alone.',
    }),
    clock: ref('schemas', 'Clock'),
    seed: { ...asSchema(sandboxMembers.seed.shape.schema), description: sandboxMembers.seed.description },
    rows: perDataset({ type: 'integer', minimum: 0 }, 'Rows of each CSV.'),
    readiness: perDataset(asSchema(readinessShape.schema), 'When an export is ready.'),
    urlLifetimeSeconds: count('How long a pre-signed URL is good, in seconds.'),
    apiKeys: {
      type: 'array',
      items: { type: 'string' },
      description: 'The ids of the API keys that are accepted; secrets are not told. With none, any or no key is.',
    },
    dialect: {
      ...asSchema(sandboxMembers.dialect.shape.schema),
      required: Object.keys(asSchema(sandboxMembers.dialect.shape.schema).properties ?? {}),
      description: sandboxMembers.dialect.description,
    },
    referenceTime: {
      type: 'string',
      description: 'The instant that all data counts back from, or `clock`.',
    },
    readings: perDataset(
      { type: 'object', additionalProperties: { type: 'string' } },
      'Which reading of a contradiction in the documentation the data follows.',
    ),
    bodyValidation: member('bodyValidation'),
    signedMethods: member('signedMethods'),
    beforeReady: member('beforeReady'),
    ranges: member('ranges'),
    exports: count('How many exports are remembered.'),
    exchanges: count('How many exchanges are kept.'),
  }),
  SandboxList: listOf('sandboxes', 'Sandbox', 'All sandboxes, the default one first.'),
  Export: described<ExportDescription>('One download job.', {
    id: { type: 'string' },
    dataset: { enum: [...datasetSlugs] },
    state: { enum: ['preparing', 'ready', 'expired'] },
    issuedAt: instant('When it was asked for.'),
    readyAt: nullable(instant('When it became ready.')),
    expiresAt: instant('When its URLs expire, or did.'),
    readiness: asSchema(readinessShape.schema),
    parameters: {
      type: 'object',
      additionalProperties: { type: 'boolean' },
      description: 'The parameters of its POST.',
    },
    rows: count('How many rows its data has, those among them that the parameters leave out.'),
    seed: count('The seed of its data.'),
    alterations: {
      type: 'array',
      items: { type: 'string' },
      description: 'In what its file differs from what the contract promises.',
    },
    polls: count('How often it was polled.'),
    downloads: count('How often it was downloaded.'),
  }),
  ExportList: listOf('exports', 'Export', 'The exports, in the order of their POSTs.'),
  Exchange: described<Exchange>('One request with its answer; secrets and signatures are masked.', {
    id: { type: 'integer', minimum: 1, description: 'Counted in each sandbox, in the order in which they were over.' },
    sandbox: { type: 'string' },
    export: nullable({ type: 'string', description: 'The id of the export that it was about.' }),
    phase: { enum: ['call', 'poll', 'download', 'other'] },
    time: instant('When the request arrived.'),
    method: { type: 'string' },
    path: { type: 'string', description: 'The target as it was sent.' },
    requestHeaders: ref('schemas', 'Fields'),
    requestBody: nullable(ref('schemas', 'Body')),
    status: nullable({ type: 'integer', description: 'Of the answer, where there was one.' }),
    responseHeaders: ref('schemas', 'Fields'),
    responseBody: nullable(ref('schemas', 'Body')),
    bytesSent: count("Of the answer's body."),
    durationMs: { type: 'number', minimum: 0, description: "In milliseconds of the sandbox's clock." },
    gapMs: nullable({ type: 'number', description: 'Since the previous poll of the export, in milliseconds.' }),
    fault: nullable({ type: 'string', description: 'The faults that acted, by name.' }),
    problem: nullable({ type: 'string', description: 'What was wrong with the request, in a word.' }),
    note: nullable({ type: 'string', description: 'The same, or what was answered, in a sentence.' }),
    brokenOff: { type: 'boolean', description: 'Whether the connection ended before the answer was whole.' },
  }),
  Fields: {
    type: 'array',
    description: 'Header fields in their order, each a name and a value.',
    items: { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 },
  } as unknown as Schema,
  Body: described<Body>('As much of a body as is kept.', {
    text: { type: 'string', description: 'The beginning where `truncated`; empty where the body is compressed.' },
    bytes: count('The whole length where it is known, else what was sent.'),
    truncated: { type: 'boolean', description: 'Whether `text` is not all of it.' },
  }),
  ExchangeList: described<{ exchanges: unknown; dropped: unknown }>('The exchanges that are wanted.', {
    exchanges: { type: 'array', items: ref('schemas', 'Exchange') },
    dropped: count('How many exchanges of the sandbox are gone since there were too many.'),
  }),
  Report: asSchema(reportComponent),
  ReportText: { type: 'string', description: 'The report for people, or for other programs.' },
  EventStream: { type: 'string', description: 'Server-sent events, each with JSON as its data.' },
  CsvText: { type: 'string', description: 'A CSV file (RFC 4180).' },
  Preview: described<Preview>('The beginning of a file.', {
    dataset: { enum: [...datasetSlugs] },
    parameters: { type: 'object', additionalProperties: { type: 'boolean' } },
    rowCount: count('How many rows its data has, those among them that the parameters leave out.'),
    size: nullable(count('In bytes; `null` where it would take too long to tell.')),
    header: { type: 'array', items: { type: 'string' } },
    rows: { type: 'array', items: { type: 'array', items: { type: 'string' } } },
    alterations: {
      type: 'array',
      items: { type: 'string' },
      description: 'In what the file differs from what the contract promises.',
    },
    note: nullable({
      type: 'string',
      description: 'What is wrong with the beginning of the file, and whether reading broke off there.',
    }),
  }),
  Contract: contract(),
  Har: {
    type: 'object',
    description: 'An HTTP Archive 1.2.',
    properties: {
      log: {
        type: 'object',
        properties: {
          version: { const: '1.2' },
          creator: { type: 'object' },
          pages: { type: 'array', items: { type: 'object' } },
          entries: { type: 'array', items: { type: 'object' } },
        },
        required: ['version', 'creator', 'entries'],
      },
    },
    required: ['log'],
  },
  Scenario: scenario(),
  ScenarioList: listOf('scenarios', 'Scenario', 'The presets, and those that were added.'),
  Health: described<Record<HealthMember, unknown>>('That it serves, and how much is going on.', {
    status: { const: 'ok' },
    version: { type: 'string' },
    seed: count('The seed of the default sandbox, as the server was started.'),
    datasets: { type: 'array', items: { enum: [...datasetSlugs] } },
    sandboxes: count('How many there are.'),
    exports: count('How many are remembered, in all sandboxes.'),
    downloads: count('How many are being made now.'),
  }),
  Index: described<Record<'name' | 'version' | 'openapi' | 'operations', unknown>>('What there is.', {
    name: { type: 'string' },
    version: { type: 'string' },
    openapi: { type: 'string', format: 'uri', description: 'Where all this is described.' },
    operations: {
      type: 'object',
      additionalProperties: { type: 'string' },
      description: 'Summaries by method and URL, which has its parameters in braces.',
    },
  }),
  OpenApi: {
    type: 'object',
    description: 'An OpenAPI document.',
    properties: { openapi: { type: 'string' }, paths: { type: 'object' } },
    required: ['openapi', 'paths'],
  },
  Mistake: {
    type: 'object',
    description: 'One thing that is wrong with what was sent.',
    properties: {
      path: { type: 'string', description: 'Where, such as `poll[2].when.first`; empty for the whole.' },
      received: { type: 'string' },
      expected: { type: 'string' },
      nearest: { type: 'string', description: 'What was probably meant.' },
    } satisfies Record<keyof Mistake, Schema>,
    required: ['path', 'received', 'expected'],
    additionalProperties: false,
  },
  Problem: problem(),
} as const satisfies Record<string, Schema>

type HealthMember = 'status' | 'version' | 'seed' | 'datasets' | 'sandboxes' | 'exports' | 'downloads'

/** What the operations take. Their schemas come from the shapes that check them. */
export type BodySchemaName = 'SandboxOptions' | 'SandboxChanges' | 'ClockMove' | 'ScenarioDefinition'
/** Those of which the report's own schema consists are components too. */
export type SchemaName = keyof typeof answerSchemas | BodySchemaName | 'ReportReport'

/** An object with all members of a type and no others; the compiler asks for one that is missing here. */
function described<T>(
  description: string,
  properties: { readonly [K in keyof T]-?: Schema | { $ref: string } },
): Schema {
  return {
    type: 'object',
    description,
    properties: { ...properties },
    required: Object.keys(properties),
    additionalProperties: false,
  } as Schema
}

function listOf(name: string, of: string, description: string): Schema {
  return described<Record<string, unknown>>(description, { [name]: { type: 'array', items: ref('schemas', of) } })
}

function perDataset(of: Schema, description: string): Schema {
  return {
    type: 'object',
    description,
    properties: Object.fromEntries(datasetSlugs.map((slug) => [slug, of])),
    required: [...datasetSlugs],
    additionalProperties: false,
  }
}

function nullable(schema: Schema | { $ref: string }): Schema {
  return { anyOf: [schema, { type: 'null' }] }
}

function instant(description: string): Schema {
  return { type: 'string', format: 'date-time', description }
}

function count(description: string): Schema {
  return { type: 'integer', minimum: 0, description }
}

function member(name: 'bodyValidation' | 'signedMethods' | 'beforeReady' | 'ranges'): Schema {
  const { shape, description } = sandboxMembers[name]
  return { ...asSchema(shape.schema), description }
}

function contract(): Schema {
  type Contract = ReturnType<typeof contractDescription>
  type Described = Contract['datasets'][number]
  const string: Schema = { type: 'string' }
  const basis: Schema = { enum: ['documented', 'inferred', 'assumed'] }
  const strings: Schema = { type: 'array', items: string }
  const listed = (items: Schema): Schema => ({ type: 'array', items })
  const contradiction = described<NonNullable<Described['columns'][number]['contradiction']>>(
    'Where the documentation disagrees with itself, and what is gone by.',
    { documentation: string, goesBy: string },
  )
  return described<Contract>('What the mock goes by.', {
    datasets: listed(
      described<Described>('What can be exported.', {
        slug: string,
        title: string,
        operation: described<Described['operation']>('The call that begins an export.', {
          method: string,
          path: string,
          summary: string,
          parameters: listed(
            described<Described['operation']['parameters'][number]>('A member of its JSON body.', {
              name: string,
              type: string,
              isRequired: { type: 'boolean' },
              description: string,
              basis,
              example: { type: 'boolean' },
            }),
          ),
          headers: listed(
            described<Described['operation']['headers'][number]>('A header field.', {
              name: string,
              isRequired: { type: 'boolean' },
              description: string,
            }),
          ),
          response: { type: 'object', additionalProperties: string, description: 'The members of the answer.' },
          source: { type: 'string', format: 'uri' },
        }),
        columns: listed(
          described<Described['columns'][number]>('A column of the file.', {
            name: string,
            header: { type: 'string', description: "As the documentation's sample spells it." },
            isRequired: { type: 'boolean' },
            format: string,
            formatDescription: { type: 'string', description: 'Completes the sentence "expected …".' },
            examples: strings,
            pair: nullable({ type: 'string', description: 'The column that is filled where this one is.' }),
            pairBasis: nullable(basis),
            description: string,
            basis,
            source: { type: 'string', format: 'uri' },
            contradiction: nullable(contradiction),
          }),
        ),
      }),
    ),
    decisions: listed({
      type: 'object',
      description: 'What the documentation leaves open, and what the mock does.',
      properties: {
        id: string,
        question: string,
        default: string,
        basis,
        option: described<Record<'name' | 'choices', unknown>>('What changes it.', { name: string, choices: string }),
      },
      required: ['id', 'question', 'default', 'basis'],
    }),
    notEmulatedYet: { ...strings, description: 'The slugs of other datasets that the API has.' },
  })
}

/** As it is written down, with its name. */
function scenario(): Schema {
  const { properties, ...others } = asSchema(scenarioShape.schema)
  const own: Record<'name' | 'isPreset', Schema> = {
    name: { type: 'string' },
    isPreset: { type: 'boolean', description: 'Whether it comes with the mock, and so stays as it is.' },
  }
  return {
    ...others,
    description: 'How the service behaves.',
    properties: { ...own, ...properties },
    required: Object.keys(own),
  } as Schema
}

function problem(): Schema {
  const { properties, ...others } = problemSchema
  const mistakes: Schema = { type: 'array', items: ref('schemas', 'Mistake'), description: 'Everything that is wrong.' }
  return { ...others, properties: { ...properties, mistakes } } as Schema
}

/** Shapes give JSON Schema, of which OpenAPI's types know less. */
function asSchema(schema: JsonSchema): Schema {
  return schema as Schema
}
