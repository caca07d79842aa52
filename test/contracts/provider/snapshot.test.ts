import { describe, expect, test } from 'vitest'
import { compareSnapshot, decisions, parseSnapshot, type Snapshot, SnapshotError } from '../../../contracts/index.ts'
import { answersToDecisions } from '../../../contracts/provider/answers.ts'
import { faultyProvider } from '../../support/faulty-provider.ts'
import { started } from '../../support/started.ts'
import { recorded } from './verified.ts'

async function ofMock(): Promise<Snapshot> {
  const { baseUrl } = await started({ rows: 50 })
  return (await recorded({ baseUrl })).snapshot
}

async function ofAnother(): Promise<Snapshot> {
  const { baseUrl } = await faultyProvider({ apiKey: { id: 'my-id', secret: 'my-secret' } })
  return (await recorded({ baseUrl, apiKey: { id: 'my-id', secret: 'my-secret' } })).snapshot
}

describe('a snapshot', () => {
  test('says what made it, when, and what came of each dataset', async () => {
    expect(await ofMock()).toMatchObject({
      format: 'balkanid-mock/snapshot/1',
      recordedOn: '2026-03-04',
      tool: { name: 'balkanid-mock', version: '1.2.3' },
      datasets: [{ dataset: 'requests' }, { dataset: 'rbac2' }],
    })
  })

  test('is JSON, and read back as it was', async () => {
    const snapshot = await ofMock()
    expect(parseSnapshot(JSON.stringify(snapshot))).toEqual(snapshot)
  })

  test('is the same for the same service, but for what time and chance make of it', async () => {
    const { baseUrl } = await started({ rows: 50 })
    const [first, second] = [await recorded({ baseUrl }), await recorded({ baseUrl })]
    expect(second.snapshot.datasets.map(({ answers }) => answers)).toEqual(
      first.snapshot.datasets.map(({ answers }) => answers),
    )
  })
})

describe('a file that is no snapshot', () => {
  const valid = {
    format: 'balkanid-mock/snapshot/1',
    recordedOn: '2026-03-04',
    tool: { name: 'x', version: '1' },
    datasets: [{ dataset: 'requests', answers: { bom: 'none', ranges: null } }],
  }

  test('is told from one', () => {
    expect(parseSnapshot(JSON.stringify(valid))).toEqual(valid)
  })

  test.each([
    ['', 'Received what is no JSON; expected a snapshot. Record it again.'],
    ['[]', 'The snapshot: Received an array; expected an object. Record it again.'],
    ['{}', 'Received the format none; expected "balkanid-mock/snapshot/1". Record it again with this version.'],
    ['{"format":"balkanid-mock/snapshot/9"}', 'Received the format "balkanid-mock/snapshot/9"; expected'],
    [{ recordedOn: 'today' }, 'recordedOn: Received a value of type string; expected a date such as "2026-01-31".'],
    [{ tool: null }, 'tool: Received null; expected an object.'],
    [{ tool: { name: 'x' } }, 'tool.version: Received nothing; expected a string.'],
    [{ datasets: {} }, 'datasets: Received a value of type object; expected an array.'],
    [{ datasets: ['x'] }, 'datasets[0]: Received a value of type string; expected an object.'],
    [{ datasets: [{ answers: {} }] }, 'datasets[0].dataset: Received nothing; expected a string.'],
    [{ datasets: [{ dataset: 'x' }] }, 'datasets[0].answers: Received nothing; expected an object.'],
    [
      { datasets: [{ dataset: 'x', answers: { bom: 1 } }] },
      'datasets[0].answers["bom"]: Received a value of type number',
    ],
  ])('is refused: %j', (changes, message) => {
    const text = typeof changes === 'string' ? changes : JSON.stringify({ ...valid, ...changes })
    expect(() => parseSnapshot(text)).toThrow(SnapshotError)
    expect(() => parseSnapshot(text)).toThrow(message)
  })
})

describe('a comparison', () => {
  test('of the mock with itself finds no difference', async () => {
    const [snapshot, mock] = [await ofMock(), await ofMock()]
    const { rows, counts, passedOver } = compareSnapshot(snapshot, mock)
    expect(rows.filter(({ result }) => result === 'differs')).toEqual([])
    expect(rows.filter(({ result }) => result === 'unknown').map(({ id }) => id)).toEqual([
      'body-validation', // one of the two datasets has no parameters
      'expired-url',
      'throttling',
    ])
    expect(counts).toEqual({ same: rows.length - 3, differs: 0, unknown: 3 })
    expect(passedOver).toEqual([])
  })

  test('tells where another service has decided otherwise', async () => {
    const { rows } = compareSnapshot(await ofAnother(), await ofMock())
    const told = rows
      .filter(({ result }) => result === 'differs')
      .map(({ id, datasets, snapshot, mock }) => [id, datasets.join(' '), snapshot, mock])
    expect(told).toEqual([
      ['readiness', 'requests rbac2', 'ready at poll 2', 'ready at poll 3'],
      ['header-style', 'requests rbac2', 'starred', 'plain'],
      ['line-end', 'requests rbac2', 'CRLF', 'LF'],
      ['quoting', 'requests rbac2', 'always', 'where needed'],
      ['api-keys', 'requests rbac2', '401 without one', 'none is needed'],
      [
        'body-validation',
        'requests',
        'none of the parameters: 422; another type: 422; text/plain: 200',
        'none of the parameters: 400; another type: 400; text/plain: 415',
      ],
      ['signed-methods', 'requests rbac2', 'HEAD url: 200; GET pollingUrl: 200', 'HEAD url: 403; GET pollingUrl: 403'],
      ['before-ready', 'requests rbac2', '404 AccessDenied', '404 NoSuchKey'],
      [
        'error-bodies',
        'requests',
        'API: JSON of code, message; storage: XML',
        'API: JSON of detail, expected, received, remedy, status, title, type; storage: XML',
      ],
      ['error-bodies', 'rbac2', 'API: JSON of code, message; storage: XML', 'storage: XML'],
      ['storage', 'requests rbac2', 'Azure SAS, text/csv', 'AWS Signature Version 4, text/csv'],
      ['requests.username', 'requests', 'one word, several words', 'several words'],
      ['rbac2.identity-username', 'rbac2', 'e-mail address, one word', 'e-mail address'],
    ])
  })

  test('has one line of text a row', async () => {
    const { rows, table } = compareSnapshot(await ofAnother(), await ofMock())
    expect(table.rows).toHaveLength(rows.length)
    expect(table.rows[0]).toEqual([
      'What is the POST answered?',
      'requests, rbac2',
      '200, application/json',
      '200, application/json',
      '200, application/json',
      'same',
    ])
    expect(table.rows.find(([question]) => question === 'Line end?')).toEqual([
      'Line end?',
      'requests, rbac2',
      'nothing (inferred: LF)',
      'CRLF',
      'LF',
      'differs',
    ])
  })

  test('passes over what only one of the two has, and what nobody knows', async () => {
    const mock = await ofMock()
    const other = { ...mock, datasets: [{ ...mock.datasets[0]!, dataset: 'unheard-of' }, mock.datasets[1]!] }
    const { rows, passedOver } = compareSnapshot(other, mock)
    expect(new Set(rows.flatMap(({ datasets }) => datasets))).toEqual(new Set(['rbac2']))
    expect(passedOver).toEqual(['unheard-of', 'requests'])
  })

  test('takes an answer that an older snapshot does not have for unknown', async () => {
    const mock = await ofMock()
    const older = { ...mock, datasets: mock.datasets.map((each) => ({ ...each, answers: {} })) }
    expect(compareSnapshot(older, mock).counts).toMatchObject({ same: 0, differs: 0 })
  })
})

test('every decision can be looked at, or it is said that it cannot', () => {
  const general = decisions.map(({ id }) => id).filter((id) => !id.includes('.'))
  expect(Object.keys(answersToDecisions).sort()).toEqual(general.sort())
})
