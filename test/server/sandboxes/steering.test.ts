import { describe, expect, onTestFinished, test } from 'vitest'
import { buildApp, OptionError, type SandboxChanges, type SandboxOptions } from '../../../server/index.ts'
import { emulator } from '../../support/emulator.ts'

const failingOnce: SandboxOptions = { scenario: { call: [{ fault: 'status', status: 503, when: { first: 1 } }] } }

describe('update', () => {
  test('of something else does not begin a written-down scenario anew', async () => {
    const balkanid = emulator()
    const sandbox = balkanid.app.mock.create(failingOnce)
    const status = async () => (await balkanid.in(sandbox.id).post('rbac2')).statusCode
    const before = [await status(), await status()]
    sandbox.update({ urlLifetime: '5m' })
    expect([...before, await status()]).toEqual([503, 200, 200])
  })

  test('takes undefined for nothing said', () => {
    const sandbox = emulator().app.mock.create({ seed: 7 })
    sandbox.update({ seed: undefined } as unknown as SandboxChanges)
    expect(sandbox.describe().seed).toBe(7)
  })
})

test('where there are as many sandboxes as there may be, those of scenarios are there all the same', async () => {
  const balkanid = emulator({ limits: { sandboxes: 1 } })
  balkanid.app.mock.create()
  expect((await balkanid.in('instant').post('rbac2')).statusCode).toBe(200)
  expect((await balkanid.send({ url: '/~slow/%zz' })).statusCode).toBe(400)
})

test('a scenario that was added later can be had from then on', async () => {
  const balkanid = emulator()
  const make = (scenario: string) =>
    balkanid.send({
      method: 'POST',
      url: '/__mock/sandboxes',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ scenario }),
    })
  const before = (await make('later')).statusCode
  balkanid.app.mock.defineScenario('later', {})
  expect([before, (await make('later')).statusCode]).toEqual([400, 201])
})

test('a scenario may be called as those are that have no name', () => {
  const { mock } = emulator().app
  mock.create(failingOnce)
  mock.defineScenario('custom', {})
  mock.removeScenario('custom')
  expect(mock.listScenarios().map(({ name }) => name)).not.toContain('custom')
})

test('a client may encode the tilde', async () => {
  const balkanid = emulator()
  const response = await balkanid.send({ url: '/%7Einstant/api/rest/v0/rbac2/download-url', method: 'POST' })
  expect(new URL(response.json<{ url: string }>().url).pathname).toMatch(/^\/~instant\//)
})

describe('the clock', () => {
  test.each([{ scale: 0 }, { scale: -5 }, { scale: Number.NaN }, 'fast'])('is not told to run as %j', (mode) => {
    const { clock } = emulator().app.mock.create()
    expect(() => clock.run(mode as 'real')).toThrow(OptionError)
    expect(clock.describe().mode).toBe('real')
  })

  test('is not advanced beyond what dates can say, however often', async () => {
    const sandbox = emulator().app.mock.create({ clock: 'manual' })
    await sandbox.clock.set('8999-12-31T00:00:00Z')
    await expect(sandbox.clock.advance('48h')).rejects.toThrow(OptionError)
    expect(sandbox.describe().clock.now).toBe('8999-12-31T00:00:00.000Z')
  })

  test('tells when an answer waits for it', async () => {
    const balkanid = emulator()
    const { id, clock } = balkanid.app.mock.create({ scenario: 'slow-answer', clock: 'manual' })
    const answered = balkanid.in(id).post('rbac2')
    await clock.waits()
    await clock.advance('5s')
    expect((await answered).statusCode).toBe(200)
  })

  test('that is set to a later start wakes what is due by then', async () => {
    const balkanid = emulator()
    const sandbox = balkanid.app.mock.create({ scenario: 'slow-answer', clock: 'manual' })
    const answered = balkanid.in(sandbox.id).post('rbac2')
    await sandbox.clock.waits()
    sandbox.update({ clock: { manual: '2027-01-01' } })
    expect((await answered).statusCode).toBe(200)
  })
})

test('an API key whose id and secret have changed places is nowhere shown', async () => {
  const balkanid = emulator({ apiKeys: [{ id: 'an-id', secret: 'top-secret' }] })
  const response = await balkanid.post('rbac2', undefined, {
    'x-api-key-id': 'top-secret',
    'x-api-key-secret': 'an-id',
  })
  expect([response.statusCode, response.body]).toEqual([401, expect.stringContaining('changed places')])
  expect(response.body + JSON.stringify(balkanid.app.mock.root.exchanges())).not.toContain('top-secret')
})

test('exchanges are told as they are over, and shown as HAR', async () => {
  const balkanid = emulator()
  const sandbox = balkanid.app.mock.create()
  const told: string[] = []
  const stop = sandbox.onExchange(({ phase }) => told.push(phase))
  const { pollingUrl } = await balkanid.in(sandbox.id).requestDownload('rbac2')
  await balkanid.poll(pollingUrl)
  stop()
  await balkanid.poll(pollingUrl)
  expect(told).toEqual(['call', 'poll'])
  expect((await sandbox.har({ phase: 'poll' })).log.entries).toHaveLength(2)
})

test('a mock that others can reach is not steered without a token, whoever lets it listen', async () => {
  const app = buildApp()
  onTestFinished(() => app.close())
  await app.listen({ host: '0.0.0.0', port: 0 })
  const { port } = app.addresses()[0] as { port: number }
  expect(app.mock.create().baseUrl).toBe(`http://127.0.0.1:${port}/~s1`)
  expect((await fetch(`http://127.0.0.1:${port}/__mock/sandboxes`)).status).toBe(401)
})
