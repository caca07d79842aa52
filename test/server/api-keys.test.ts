import { describe, expect, test } from 'vitest'
import { emulator, type Headers } from '../support/emulator.ts'
import { idOf, problemOf } from '../support/problem.ts'

const apiKeys = [
  { id: 'key-1', secret: 'first-secret' },
  { id: 'key-2', secret: 'second-secret' },
]

function keys(id: string | undefined, secret: string | undefined): Headers {
  return {
    ...(id === undefined ? {} : { 'X-Api-Key-ID': id }),
    ...(secret === undefined ? {} : { 'X-Api-Key-Secret': secret }),
  }
}

describe('without configured keys anything goes:', () => {
  test.each([
    ['no headers', keys(undefined, undefined)],
    ['empty ones, as the documentation sends them', keys('', '')],
    ['any pair', keys('whoever', 'whatever')],
    ['an id alone', keys('whoever', undefined)],
  ])('%s', async (_, headers) => {
    expect((await emulator().post('rbac2', undefined, headers)).statusCode).toBe(200)
  })
})

describe('with configured keys', () => {
  test.each(apiKeys)('the pair of $id is accepted', async ({ id, secret }) => {
    expect((await emulator({ apiKeys }).post('rbac2', undefined, keys(id, secret))).statusCode).toBe(200)
  })

  test.each([
    ['no headers', keys(undefined, undefined), 'Received no API key;'],
    ['empty ones', keys('', ''), 'Received no API key;'],
    ['an id alone', keys('key-1', undefined), 'Received an X-Api-Key-ID without an X-Api-Key-Secret;'],
    ['an empty secret', keys('key-1', ''), 'Received an X-Api-Key-ID without an X-Api-Key-Secret;'],
    ['a secret alone', keys(undefined, 'first-secret'), 'Received an X-Api-Key-Secret without an X-Api-Key-ID;'],
    ['an unknown id', keys('key-3', 'first-secret'), 'Received the unknown X-Api-Key-ID "key-3";'],
    ['an id that only JavaScript knows', keys('constructor', 'x'), 'Received the unknown X-Api-Key-ID "constructor";'],
    ['a wrong secret', keys('key-1', 'a-guess'), 'Received X-Api-Key-ID "key-1" with an X-Api-Key-Secret that is not'],
    ['the secret of another key', keys('key-1', 'second-secret'), 'Received X-Api-Key-ID "key-1" with an'],
    ['a secret in other letters', keys('key-1', 'FIRST-SECRET'), 'Received X-Api-Key-ID "key-1" with an'],
  ])('%s is refused, and told how to authenticate', async (_, headers, text) => {
    const response = await emulator({ apiKeys }).post('requests', { includeCompleted: true }, headers)
    const problem = problemOf(response)
    expect([response.statusCode, idOf(problem)]).toEqual([401, 'unauthorized'])
    expect(response.headers['www-authenticate']).toBe('ApiKey realm="balkanid-mock"')
    expect(problem.detail).toContain(text)
  })

  test.each(['first-secret', 'a-guess', 'second-secret'])('the secret %s is not echoed', async (secret) => {
    const { body, headers } = await emulator({ apiKeys }).post('requests', {}, keys('key-3', secret))
    expect(body + JSON.stringify(headers)).not.toContain(secret)
  })

  test.each(['old-secret', 'new-secret'])('while keys are rotated, one id has two secrets: %s', async (secret) => {
    const rotating = [
      { id: 'key-1', secret: 'old-secret' },
      { id: 'key-1', secret: 'new-secret' },
    ]
    const balkanid = emulator({ apiKeys: rotating })
    expect((await balkanid.post('rbac2', undefined, keys('key-1', secret))).statusCode).toBe(200)
    expect((await balkanid.post('rbac2', undefined, keys('key-1', 'another'))).statusCode).toBe(401)
  })

  test('the key is looked at before the body', async () => {
    expect((await emulator({ apiKeys }).post('requests', '{')).statusCode).toBe(401)
  })

  test('a refused POST makes no export', async () => {
    const balkanid = emulator({ apiKeys })
    await balkanid.post('rbac2')
    expect(await balkanid.health()).toMatchObject({ exports: 0 })
  })

  test('pre-signed URLs need none: the signature is what lets in', async () => {
    const balkanid = emulator({ apiKeys, notReadyPolls: 0 })
    const response = await balkanid.post('rbac2', undefined, keys('key-1', 'first-secret'))
    const { pollingUrl, url } = response.json<{ pollingUrl: string; url: string }>()
    expect([await balkanid.poll(pollingUrl), (await balkanid.download(url)).statusCode]).toEqual([200, 200])
  })
})
