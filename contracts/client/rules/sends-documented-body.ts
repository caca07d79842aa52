import type { BodyParameter } from '../../dataset.ts'
import { documentedBody, readCallBody, typeText } from '../call-body.ts'
import { broken, type ClientRule, kept, unclear } from '../rule.ts'
import { documentation } from '../sources.ts'

export const sendsDocumentedBody: ClientRule = {
  id: 'client/sends-documented-body',
  level: 'must',
  requirement: 'The body of a call MUST be a JSON object with all required parameters, each of its documented type.',
  source: documentation,
  basis: 'documented',
  idle: 'No call was made that takes or has a body.',
  *check({ calls }) {
    for (const { exchange } of calls) {
      const { id, requestBody } = exchange
      const { body, cited } = documentedBody(exchange)
      if (body.length === 0 && requestBody === null) continue
      const sent = readCallBody(exchange)
      if (sent.is === 'unreadable') {
        yield unclear(`The journal does not have the body of exchange ${id} whole. Let it keep longer bodies.`)
        continue
      }
      const wrong = sent.is === 'wrong' ? sent.what : body.map((each) => wrongWith(each, sent.members)).find(isText)
      if (wrong === undefined) {
        yield kept
        continue
      }
      yield broken(() => ({
        received: wrong,
        expected: body.length === 0 ? 'no body, or a JSON object' : `a JSON object with ${body.map(textOf).join(', ')}`,
        remedy: `Send ${JSON.stringify(Object.fromEntries(body.map(({ name, example }) => [name, example])))}, for example.`,
        ...cited,
        exchanges: [id],
      }))
    }
  },
}

function wrongWith({ name, type, required }: BodyParameter, members: Readonly<Record<string, unknown>>) {
  if (!Object.hasOwn(members, name)) return required ? `a body without ${name}` : undefined
  // The value itself may be anything, a secret among them.
  return typeof members[name] === type ? undefined : `${typeText(members[name])} for ${name}`
}

function textOf({ name, type, required }: BodyParameter): string {
  return `${name}, a ${type}${required ? '' : ' (optional)'}`
}

function isText(text: string | undefined): text is string {
  return text !== undefined
}
