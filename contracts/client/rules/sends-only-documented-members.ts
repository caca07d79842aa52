import { documentedBody, readCallBody } from '../call-body.ts'
import { broken, type ClientRule, kept } from '../rule.ts'
import { documentation } from '../sources.ts'

/** What else a service does with members that it does not know is not documented; it may refuse them one day. */
export const sendsOnlyDocumentedMembers: ClientRule = {
  id: 'client/sends-only-documented-members',
  level: 'should',
  requirement: 'The body of a call SHOULD have no members but the documented ones.',
  source: documentation,
  basis: 'assumed',
  idle: 'No call had a body with members.',
  *check({ calls }) {
    for (const { exchange } of calls) {
      const sent = readCallBody(exchange)
      if (sent.is !== 'object') continue
      const names = Object.keys(sent.members)
      if (names.length === 0) continue
      const { body, cited } = documentedBody(exchange)
      const documented = body.map(({ name }) => name)
      const unknown = names.filter((name) => !documented.includes(name))
      if (unknown.length === 0) {
        yield kept
        continue
      }
      yield broken(() => ({
        received: `the undocumented ${listOf(unknown)}`,
        expected: documented.length === 0 ? 'no members' : `${listOf(documented)} and nothing else`,
        remedy: 'Leave out what is not documented, or correct its spelling.',
        ...cited,
        exchanges: [exchange.id],
      }))
    }
  },
}

function listOf(names: readonly string[]): string {
  return names
    .slice(0, 5)
    .map((name) => JSON.stringify(name.slice(0, 40)))
    .join(', ')
}
