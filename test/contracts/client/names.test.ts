import { describe, expect, test } from 'vitest'
import { faultNames, problemNames, simulatedProblem } from '../../../contracts/client/names.ts'
import { alterationNames } from '../../../generators/alterations/index.ts'
import { faults } from '../../../server/faults/index.ts'
import { problems } from '../../../server/problems.ts'
import { errorOf, storageErrors } from '../../../server/storage/refusals.ts'
import type { Verification } from '../../../server/storage/signature-v4.ts'
import { emulator } from '../../support/emulator.ts'

// The rules know what the service did by words of the server, which they may not import.

const faultsOfServer: readonly string[] = faults.map(({ name }) => name)

describe('faults', () => {
  test.each(faultNames)('%s is one of the server', (name) => {
    expect(faultsOfServer).toContain(name)
  })

  test('of the server that rules do not speak of bring no file, or show in the status of the answer', () => {
    expect(faultsOfServer.filter((name) => !(faultNames as readonly string[]).includes(name))).toEqual([
      'status',
      'throttle',
      'hide',
      'expire',
      'vanish',
    ])
  })

  test('and alterations stand in one field, so none has the name of another', () => {
    expect(alterationNames.filter((name) => faultsOfServer.includes(name))).toEqual([])
  })
})

describe('problems', () => {
  const at = new Date(0)
  const mismatch = {
    result: 'mismatch',
    accessKeyId: '',
    stringToSign: '',
    canonicalRequest: '',
    provided: '',
  } as const
  /** Whatever can be wrong with a signature: the compiler asks for what is missing. */
  const refusals: { readonly [R in Exclude<Verification['result'], 'valid'>]: string | undefined } = {
    unsigned: errorOf({ result: 'unsigned' }, 'GET', 0).problem,
    unreadable: errorOf({ result: 'unreadable', message: '' }, 'GET', 0).problem,
    malformed: errorOf({ result: 'malformed', message: '' }, 'GET', 0).problem,
    'unknown-key': errorOf({ result: 'unknown-key', accessKeyId: '' }, 'GET', 0).problem,
    mismatch: errorOf(mismatch, 'GET', 0).problem,
    'not-yet-valid': errorOf({ result: 'not-yet-valid', validFrom: at }, 'GET', 0).problem,
    expired: errorOf({ result: 'expired', expires: at, lifetimeSeconds: 0 }, 'GET', 0).problem,
  }
  const known = [
    ...Object.values(refusals),
    errorOf({ ...mismatch, signedFor: 'HEAD' }, 'GET', 0)?.problem,
    storageErrors.tooEarly('', '', 404).problem,
    storageErrors.methodNotAllowed('').problem,
    ...Object.keys(problems),
  ]

  test.each(problemNames)('%s is one of the server', (name) => {
    expect(known).toContain(name)
  })

  test('that a scenario makes up begin as rules know them', async () => {
    const balkanid = emulator({ scenario: { call: [{ fault: 'status', status: 503 }] } })
    await balkanid.post('rbac2')
    expect(balkanid.app.mock.root.exchanges().map(({ problem }) => problem)).toEqual([`${simulatedProblem}503`])
  })
})
