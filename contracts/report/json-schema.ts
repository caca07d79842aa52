import type { JsonSchema } from '../dataset.ts'
import { exitCodeOf } from './report.ts'
import { standings } from './summary.ts'

const string: JsonSchema = { type: 'string' }

/** The JSON Schema of the JSON report, as the package publishes it. */
export const reportSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:balkanid-mock:report',
  title: 'Report of balkanid-mock',
  description: 'What the judges of balkanid-mock say of CSV files, services and clients.',
  ...object({
    format: { const: 1, description: 'Raised when a member is taken away or changes its meaning.' },
    tool: object({ name: text('Of the tool that judged.'), version: text('Of the tool that judged.') }),
    strict: { type: 'boolean', description: 'Whether warnings break the contract too.' },
    outcome: ref('outcome'),
    exitCode: {
      enum: Object.values(exitCodeOf),
      description: 'The outcome as a number, with which the command exits; exec does so unless its own command failed.',
    },
    counts: ref('counts'),
    reports: list(ref('report'), 'One per file, per dataset of a service, or per client and scenario.'),
  }),
  oneOf: Object.entries(exitCodeOf).map(([outcome, exitCode]) => ({
    properties: { outcome: { const: outcome }, exitCode: { const: exitCode } },
    required: ['outcome', 'exitCode'],
  })),
  $defs: {
    outcome: {
      enum: Object.keys(exitCodeOf),
      description: 'Broken beats could-not-check, which beats nothing-checked, which beats kept.',
    },
    counts: {
      description: 'How many verdicts count as what. A failed `should` is a warning, unless `strict` is true.',
      ...object(Object.fromEntries(standings.map((standing) => [standing, count()]))),
    },
    report: object(
      {
        judge: { enum: ['csv', 'provider', 'client'], description: 'Who judged.' },
        subject: text('What was judged: a file name, a base URL, a sandbox.'),
        outcome: ref('outcome'),
        counts: ref('counts'),
        verdicts: list(ref('verdict'), 'In the order of the rules.'),
        facts: {
          type: 'object',
          description: 'What was seen besides, by name. Nothing in it is judged.',
          additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
        },
      },
      {
        dataset: text('The slug of the dataset that was judged.'),
        scenario: text('In which scenario, for clients.'),
        goodClient: text('What a good client does in that scenario.'),
      },
    ),
    verdict: {
      description: 'What became of one rule.',
      oneOf: [
        object({ rule: ref('rule'), result: { const: 'passed' } }, { checked: count('How often it was looked at.') }),
        object({
          rule: ref('rule'),
          result: { const: 'failed' },
          total: { type: 'integer', minimum: 1, description: 'How many findings there are in all.' },
          findings: { ...list(ref('finding'), 'The first ones.'), minItems: 1 },
        }),
        object({
          rule: ref('rule'),
          result: { enum: ['not-exercised', 'could-not-check'] },
          reason: text('Why: a sentence.'),
        }),
      ],
    },
    rule: object({
      id: { type: 'string', pattern: '^(csv|provider|client)/', description: 'Whose it is and what it is about.' },
      level: { enum: ['must', 'should'], description: 'Of a `must` a breach breaks the contract.' },
      requirement: text('One sentence that says what must, or should, hold.'),
      source: text('The page of the documentation, or the standard, that it follows from.'),
      basis: {
        enum: ['documented', 'inferred', 'assumed'],
        description: 'How it is known. Only what is documented is a promise.',
      },
    }),
    finding: object(
      {
        received: text('What was there.'),
        expected: text('Completes the sentence "expected …".'),
        remedy: text('How to mend it: a sentence.'),
      },
      {
        note: text('What else is known of it: a sentence.'),
        place: ref('place'),
        exchanges: list({ type: 'integer' }, 'The numbers of the exchanges that show it.'),
        evidence: object({ columns: list(string), rows: list(list(string)) }),
      },
    ),
    place: object({
      row: {
        type: ['integer', 'null'],
        minimum: 0,
        description: 'Which record after the header, from 1; 0 is the header, null the file as a whole.',
      },
      line: { type: 'integer', minimum: 1, description: 'The line of the file, from 1.' },
      column: {
        description: 'The column by its number from 1 and the name in the header; null where it is not one column.',
        oneOf: [object({ number: { type: 'integer', minimum: 1 }, name: string }), { type: 'null' }],
      },
      byte: { type: 'integer', minimum: 0, description: 'Offset in bytes, from 0.' },
    }),
  },
}

/** An object with these members, the second ones optional, and no others. */
function object(required: Record<string, JsonSchema>, optional: Record<string, JsonSchema> = {}): JsonSchema {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  }
}

function text(description: string): JsonSchema {
  return { type: 'string', description }
}

function count(description?: string): JsonSchema {
  return { type: 'integer', minimum: 0, ...(description === undefined ? {} : { description }) }
}

function list(items: JsonSchema, description?: string): JsonSchema {
  return { type: 'array', items, ...(description === undefined ? {} : { description }) }
}

function ref(name: string): JsonSchema {
  return { $ref: `#/$defs/${name}` }
}
