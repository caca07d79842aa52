import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { story } from '../../../contracts/client/story.ts'
import { changesIn } from '../../../contracts/client/url-changes.ts'
import { judgeClient } from '../../../contracts/index.ts'

const path = '/~s1/storage/01KDVCX7R1YHSDM84/a.csv'
const credential = 'key%2F20260101%2Fus-east-1%2Fs3%2Faws4_request'
const query = `X-Amz-Credential=${credential}&X-Amz-Date=20260101T000000Z&X-Amz-Expires=900&X-Amz-Signature=***`
const issued = `http://127.0.0.1:4610${path}?${query}`

describe('what differs from the issued URL', () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['nothing', `${path}?${query}`, []],
    ['nothing, in absolute form', `HTTP://127.0.0.1:4610${path}?${query}`, []],
    ['a parameter more', `${path}?${query}&cachebust=1`, ['with `cachebust` added']],
    ['two more', `${path}?a=1&${query}&b`, ['with `a` added', 'with `b` added']],
    ['a parameter less', `${path}?${query.replace('&X-Amz-Expires=900', '')}`, ['without `X-Amz-Expires`']],
    ['no query', path, ['without its query']],
    [
      'another value',
      `${path}?${query.replace('900', '9000')}`,
      ['with `X-Amz-Expires` changed (`9000` instead of `900`)'],
    ],
    [
      'a value that is decoded',
      `${path}?${query.replace('%2Faws4', '/aws4')}`,
      ['with `X-Amz-Credential` encoded otherwise (`…t-1%2Fs3/aws4_request` instead of `…t-1%2Fs3%2Faws4_request`)'],
    ],
    [
      'a value that is encoded twice',
      `${path}?${query.replace('key%2F', 'key%252F')}`,
      [
        'with `X-Amz-Credential` changed (`key%252F20260101%2Fus-east-1%2Fs3%2Faws…` instead of `key%2F20260101%2Fus-east-1%2Fs3%2Faws4_…`)',
      ],
    ],
    ['a parameter twice', `${path}?${query}&X-Amz-Date=1`, ['with `X-Amz-Date` more than once']],
    ['another order', `${path}?${query.split('&').reverse().join('&')}`, ['with its query in another order']],
    [
      'a name that is encoded',
      `${path}?${query.replace('X-Amz-Date', 'X%2DAmz-Date')}`,
      ['with its query spelled otherwise'],
    ],
    ['an ampersand more', `${path}?${query}&`, ['with its query spelled otherwise']],
    ['another segment', `${path.replace('a.csv', 'b.csv')}?${query}`, ['with `b.csv` instead of `a.csv` in its path']],
    [
      'an encoded segment',
      `${path.replace('a.csv', 'a%2Ecsv')}?${query}`,
      ['with `a%2Ecsv` instead of `a.csv` in its path, which is encoded otherwise'],
    ],
    ['a segment less', `${path.replace('/~s1', '')}?${query}`, ['without `~s1` in its path']],
    ['a segment more', `/v1${path}?${query}`, ['with `v1` added to its path']],
    ['a slash more', `${path}/?${query}`, ['with other slashes in its path']],
    [
      'path and query',
      `${path.replace('a.csv', 'b')}?${query}&c`,
      ['with `b` instead of `a.csv` in its path', 'with `c` added'],
    ],
  ])('%s', (_, sent, changes) => {
    expect(changesIn(sent, issued)).toEqual(changes)
  })

  const text = fc.string({ unit: fc.constantFrom(...'ab%2Ff/&=?') })

  test('is something wherever the targets differ, and nothing where they do not', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(changesIn(`/${a}`, `/${b}`).length > 0).toBe(a !== b)
      }),
    )
  })

  test('is told of in few characters, however long the URL', () => {
    const long = fc.string({ minLength: 300, maxLength: 3000, unit: fc.constantFrom(...'ab') })
    fc.assert(
      fc.property(long, long, (a, b) => {
        for (const change of changesIn(`/${a}?${a}=${b}&c=${a}`, `/${b}?${b}=${a}&c=${b}`)) {
          expect(change.length).toBeLessThan(160)
        }
      }),
    )
  })
})

describe('a finding', () => {
  const target = '/~s1/storage/export-1/file.csv?X-Amz-Date=20260101T000000Z&X-Amz-Signature=***'
  const refused = (sent: string) => ({ status: 403, problem: 'changed-url', export: null, path: sent })
  const masked = { responseBody: { text: '{"pol', bytes: 900, truncated: true } }

  function receivedIn(told: ReturnType<typeof story>, rule: string): string | undefined {
    const verdict = judgeClient(told.evidence()).verdicts.find(({ rule: { id } }) => id === `client/${rule}`)!
    return verdict.result === 'failed' ? verdict.findings[0].received : undefined
  }

  test.each([
    ['with `cachebust` added', { path: `${target}&cachebust=1` }],
    ['sent to `localhost:4610` instead of `127.0.0.1:4610`', { path: target, headers: { host: 'localhost:4610' } }],
    ['with another signature, which is masked', { path: target }],
  ])('says of a poll that it was the pollingUrl %s', (change, sent) => {
    const told = story()
      .post()
      .wait(1000)
      .poll(403, { ...refused(target), ...sent })
    expect(receivedIn(told, 'polls-url-as-issued')).toBe(
      `the pollingUrl ${change}, which storage refuses as changed-url`,
    )
  })

  test('says it of a download', () => {
    const told = story()
      .post()
      .poll(200)
      .get(refused(target.replace('export-1', 'Export-1')))
    expect(receivedIn(told, 'downloads-url-as-issued')).toBe(
      'the url with `Export-1` instead of `export-1` in its path, which storage refuses as changed-url',
    )
  })

  test('goes by another poll where the answer to the call is not there', () => {
    const told = story()
      .post(masked)
      .wait(1000)
      .poll(404)
      .wait(1000)
      .poll(403, refused(`${target}&a`))
    expect(receivedIn(told, 'polls-url-as-issued')).toMatch(/^the pollingUrl with `a` added,/)
  })

  test('shows what was sent where it is not known what should have been', () => {
    const told = story()
      .post(masked)
      .wait(1000)
      .poll(403, refused(`${target}&a`))
    expect(receivedIn(told, 'polls-url-as-issued')).toBe(`HEAD ${target}&a, which storage refuses as changed-url`)
  })

  test('counts what it does not name', () => {
    const told = story()
      .post()
      .poll(403, refused(`${target}&a&b&c&d&e`))
    expect(receivedIn(told, 'polls-url-as-issued')).toMatch(/^the pollingUrl with `a` added, .* and 2 more changes,/)
  })

  test('of a URL that is only spelled otherwise says how', () => {
    const told = story()
      .post()
      .poll(200)
      .get({ path: target.replace('file.csv', 'file%2Ecsv') })
    expect(receivedIn(told, 'keeps-urls-as-spelled')).toBe(
      'the url with `file%2Ecsv` instead of `file.csv` in its path, which is encoded otherwise',
    )
  })
})
