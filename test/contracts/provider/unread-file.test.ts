import { expect, test } from 'vitest'
import { faultyProvider } from '../../support/faulty-provider.ts'
import { verdictOn, verified } from './verified.ts'

const rbac2 = { datasets: ['rbac2'] as const }

test('a file of which not one record fits the limit is left unchecked, not taken for an empty one', async () => {
  const { baseUrl } = await faultyProvider()
  const reports = await verified({ ...rbac2, baseUrl, limits: { bytes: 10 } })
  expect(verdictOn('csv-keeps-contract', reports)).toMatchObject({
    result: 'could-not-check',
    reason: 'Only the first 10 bytes of it were read.',
  })
})

test('a file whose record is longer than any that is read is left unchecked', async () => {
  const { baseUrl } = await faultyProvider({ fileOf: () => Buffer.alloc(9 * 1024 * 1024, 'x') })
  const reports = await verified({ ...rbac2, baseUrl })
  expect(verdictOn('csv-keeps-contract', reports)).toMatchObject({
    result: 'could-not-check',
    reason: 'A record of it is longer than 8388608 bytes, and it was read no further.',
  })
})

test('an empty file is judged', async () => {
  const { baseUrl } = await faultyProvider({ fileOf: () => Buffer.alloc(0) })
  expect(verdictOn('csv-keeps-contract', await verified({ ...rbac2, baseUrl })).result).toBe('failed')
})
