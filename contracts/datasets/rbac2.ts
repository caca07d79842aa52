import type { Dataset } from '../dataset.ts'
import { email, integrationId, json, text, ulid } from '../formats/index.ts'

const value = json(
  'array',
  {
    items: {
      type: 'object',
      properties: {
        department: { type: 'string' },
        'job-title': { type: 'string' },
        ratio: { type: 'number', minimum: 0, maximum: 1 },
      },
    },
  },
  [{ department: 'engineering', 'job-title': 'engineer', ratio: 0.9 }],
)

const label = json(
  'array',
  {
    items: {
      type: 'object',
      required: ['key', 'value'],
      properties: {
        key: { type: 'string' },
        value: {
          type: 'object',
          properties: {
            text: { type: 'string' },
            version: { type: 'string' },
            type: { type: 'string' },
            explanation: { type: 'string' },
          },
        },
        created_at: { description: 'Unix time; the unit is assumed to be seconds.', type: 'integer' },
        updated_at: { description: 'Unix time; the unit is assumed to be seconds.', type: 'integer' },
        source: { type: 'string' },
      },
    },
  },
  [
    {
      key: 'entitlement/outlier',
      value: { text: 'outlier', version: '', type: 'No role', explanation: 'Nobody else in the team has it.' },
      created_at: 1767225600,
      updated_at: 1767225600,
      source: '',
    },
  ],
)

const metadata = json('object', { properties: { summary: { type: 'string' } } }, { summary: 'Reads the dashboards.' })

/** Roles and who holds them: one row for each holder of a role and each thing that it opens. */
export const rbac2 = {
  slug: 'rbac2',
  title: 'Roles (RBAC2)',
  download: {
    path: 'rbac2/download-url',
    source: 'https://developer.balkan.id/apidoc/bulk-rbac2-download-api-early-access-12828085e0',
    body: [],
    columns: [
      {
        name: 'ID',
        header: 'ID',
        required: 'optional',
        format: ulid,
        description: 'Identifies the role; the rows of one role share it.',
        basis: 'inferred',
      },
      {
        name: 'Name',
        header: 'Name',
        required: 'optional',
        format: text('developer'),
        description: 'The name of the role.',
        basis: 'documented',
      },
      {
        name: 'Value',
        header: 'Value',
        required: 'optional',
        format: value,
        description: 'Whom the role suits: departments and job titles, each with a ratio.',
        basis: 'assumed',
        contradiction: {
          id: 'value',
          documentation: 'The sample looks like JSON but is not: its keys and words have no quotes.',
          goesBy: 'Well-formed JSON of the same shape.',
          readings: ['json', 'bare-words'],
        },
      },
      {
        name: 'Integration',
        header: 'Integration',
        required: 'optional',
        format: integrationId,
        description: 'The integration that the role belongs to.',
        basis: 'inferred',
      },
      {
        name: 'Employee Email',
        header: 'Employee Email',
        required: 'optional',
        format: email,
        description: 'Who holds the role.',
        basis: 'documented',
        contradiction: {
          documentation: 'The sample row has one address, and it could stand here or under Identity Username.',
          goesBy: 'Optional, as defined: filled in most rows.',
        },
      },
      {
        name: 'Identity Username',
        header: 'Identity Username*',
        required: 'required',
        format: text('adam.williams@balkan.id', 'adam.williams'),
        description: 'The name under which the holder is known to the app.',
        basis: 'inferred',
        contradiction: {
          id: 'identity-username',
          documentation: 'Defined as a user name, while the only sample that can stand here is an e-mail address.',
          goesBy: 'The sample: this is the only column that must be filled.',
          readings: ['email', 'handle'],
        },
      },
      {
        name: 'Connection',
        header: 'Connection',
        required: 'optional',
        format: text('Datadog Admin Role'),
        pair: { column: 'Connection Type', basis: 'inferred' },
        description: 'The group, team or role that the role opens.',
        basis: 'inferred',
      },
      {
        name: 'Connection Type',
        header: 'Connection Type',
        required: 'optional',
        format: text('Role'),
        pair: { column: 'Connection', basis: 'inferred' },
        description: 'What kind of connection that is.',
        basis: 'inferred',
      },
      {
        name: 'Resource',
        header: 'Resource',
        required: 'optional',
        format: text('payments-api'),
        pair: { column: 'Resource Type', basis: 'inferred' },
        description: 'The resource that the role opens.',
        basis: 'documented',
      },
      {
        name: 'Resource Type',
        header: 'Resource Type',
        required: 'optional',
        format: text('repository'),
        pair: { column: 'Resource', basis: 'inferred' },
        description: 'What kind of resource that is.',
        basis: 'documented',
      },
      {
        name: 'Privilege Name',
        header: 'Privilege Name',
        required: 'optional',
        format: text('admin'),
        pair: { column: 'Privilege Value', basis: 'inferred' },
        description: 'A fine-grained permission that the role carries.',
        basis: 'documented',
      },
      {
        name: 'Privilege Value',
        header: 'Privilege Value',
        required: 'optional',
        format: text('true'),
        pair: { column: 'Privilege Name', basis: 'inferred' },
        description: 'What that permission is set to.',
        basis: 'documented',
      },
      {
        name: 'Label',
        header: 'Label',
        required: 'optional',
        format: label,
        description: 'Findings about the assignment, such as an outlier.',
        basis: 'assumed',
        contradiction: {
          documentation:
            'The sample is not JSON: a placeholder stands where two numbers belong, and empty strings lost a quote.',
          goesBy: 'Well-formed JSON of the same shape, with whole numbers in those places.',
        },
      },
      {
        name: 'Metadata',
        header: 'Metadata',
        required: 'optional',
        format: metadata,
        description: 'A summary of the role.',
        basis: 'documented',
      },
    ],
    agreements: [{ by: 'ID', column: 'Name', basis: 'inferred' }],
  },
} as const satisfies Dataset
