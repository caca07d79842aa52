import { expect, test } from 'vitest'
import { goodClient, type Story, story } from '../../../contracts/client/story.ts'
import { timelineOf } from '../../../contracts/index.ts'

test('the story of an export is a table', () => {
  const told = story()
    .post()
    .wait(1000)
    .poll(404, { note: 'Not ready yet: this export is ready after 2 polls. Try again after a delay.' })
    .wait(2000)
    .poll(503, { fault: 'status' })
    .wait(4000)
    .poll(200)
    .get({ brokenOff: true, fault: 'reset' })
    .part(50_000, 100_000)
  expect(timelineOf(told.evidence())).toEqual({
    columns: ['export', 'time', 'gap', 'sent', 'answer', 'note'],
    rows: [
      ['export-1', '00:00:00.000', '', 'POST', '200', ''],
      ['export-1', '00:00:01.001', '1 s', 'HEAD', '404', 'Not ready yet: this export is ready after 2 polls'],
      ['export-1', '00:00:03.002', '2 s', 'HEAD', '503 status', ''],
      ['export-1', '00:00:07.003', '4 s', 'HEAD', '200', ''],
      ['export-1', '00:00:07.004', '0 ms', 'GET', '200 reset, broken off', ''],
      ['export-1', '00:00:07.005', '1 ms', 'GET bytes=50000-', '206', ''],
    ],
  })
})

test('what was answered is told in few words', () => {
  const told = story()
    .post({ status: 429, fault: 'throttle', problem: 'simulated-429' })
    .post()
    .poll(404, { fault: 'delay' })
    .get({ status: 404, problem: 'too-early' })
    .get({ status: 403, fault: 'expire', problem: 'expired' })
    .get({ fault: 'missing-column, truncate' })
    .get({ status: null, brokenOff: true })
  const answers = timelineOf(told.evidence()).rows.map(([, , , , answer]) => answer)
  expect(answers).toEqual([
    '200',
    '404 delay',
    '404 too-early',
    '403 expired, expire',
    '200 missing-column, truncate',
    'none broken off',
    '429 throttle',
  ])
})

test('exports that were under way at the same time stand one after the other', () => {
  const told = story().post().post().of(1).poll(404).of(2).poll(404).of(1).poll(200)
  const rows = timelineOf(told.evidence()).rows.map(([name, , , sent, answer]) => `${name} ${sent} ${answer}`)
  expect(rows).toEqual([
    'export-1 POST 200',
    'export-1 HEAD 404',
    'export-1 HEAD 200',
    'export-2 POST 200',
    'export-2 HEAD 404',
  ])
})

test('of many equal polls few are shown', () => {
  const { rows } = timelineOf(story().post().polls(1000, 404, 1000).poll(200).get().evidence())
  expect(rows.filter(([name]) => name === '…').map(([, left]) => left)).toEqual(['991 left out'])
  expect(rows.map(([, , , sent, answer]) => `${sent} ${answer}`)).toEqual(
    expect.arrayContaining(['POST 200', 'HEAD 404', 'HEAD 200', 'GET 200']),
  )
})

test('of many exports the first ten are shown', () => {
  const told = Array.from({ length: 25 }).reduce<Story>((soFar) => soFar.post().poll(200).get(), story())
  const { rows } = timelineOf(told.evidence())
  expect(rows).toHaveLength(31)
  expect(rows.at(-1)).toEqual(['…', '15 exports left out', '', '', '', ''])
})

test('what belongs to no export stands at the end', () => {
  const told = goodClient().post({ status: 401 }).other({ method: 'GET', path: '/favicon.ico', status: 404 })
  const rows = timelineOf(told.evidence()).rows.map(([name, , , sent, answer]) => [name, sent, answer])
  expect(rows.slice(-2)).toEqual([
    ['–', 'POST', '401'],
    ['–', 'GET', '404'],
  ])
})

test('of a client that did nothing there is nothing to tell', () => {
  expect(timelineOf(story().evidence()).rows).toEqual([])
})
