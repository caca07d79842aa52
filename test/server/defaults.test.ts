import { expect, test } from 'vitest'
import { decisions, parseGoDuration } from '../../contracts/index.ts'
import { defaultDialect, defaultReferenceTime } from '../../generators/index.ts'
import { serve } from '../../server/cli/commands/serve.ts'
import { defaultSettings, defaults, resolveOptions } from '../../server/options.ts'
import { openApiDocument } from '../support/documented-statuses.ts'

// What one place decides and another has to repeat, because importing it would cost the start or go against the direction
// of imports.

function decided(id: string): string {
  return decisions.find((decision) => decision.id === id)!.default
}

test('the reference time is that of the generators', () => {
  expect(Date.parse(defaults.referenceTime)).toBe(defaultReferenceTime)
})

test('the dialect is that of the generators', () => {
  expect(defaults.dialect).toBe(defaultDialect)
})

test('the decision on readiness names the default number of polls', () => {
  expect(decided('readiness')).toBe(`for ${defaults.notReadyPolls} polls`)
})

test('the decision on the lifetime of URLs names the default', () => {
  expect(decided('url-lifetime')).toBe(`${parseGoDuration(defaults.urlLifetime)! / 60_000} minutes from its issue`)
})

test('the server of openapi.yaml is where the command serves', () => {
  const { host, port } = serve.flags
  expect(openApiDocument.servers!.map(({ url }) => url)).toContain(`http://${host!.default}:${port!.default}`)
})

test('the settings without options are the defaults as they would be read', () => {
  expect(resolveOptions(defaults)).toEqual(defaultSettings)
})
