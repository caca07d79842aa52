import { expect, test } from 'vitest'
import { exchange, requestText, targetOf } from '../support/raw-http.ts'
import { requestDownload, started } from '../support/started.ts'

/** Among them all that means something in a URL. */
const replacements = [...'019afzAFZ%/?&=#.~+;:@"\'<|']

test.each(['HEAD', 'GET'] as const)('one other character anywhere in the URL, and %s is refused', async (method) => {
  const server = await started({ notReadyPolls: 0 })
  const { pollingUrl, url } = await requestDownload(server, 'requests')
  const target = targetOf({ HEAD: pollingUrl, GET: url }[method])
  // From the second character on: HTTP's parser refuses a target that does not begin with a slash.
  const changed = Array.from({ length: target.length - 1 }, (_, i) => i + 1).flatMap(
    (at) =>
      replacements
        .filter((character) => character !== target[at])
        .map((character) => target.slice(0, at) + character + target.slice(at + 1))
        .filter((each) => each.replace('%2f', '%2F') !== target), // which means the same
  )
  const targets = [...changed, target]
  const host = { Host: server.baseUrl.slice('http://'.length) }
  // All on one connection: a connection for each would take most of the time.
  const requests = targets.map((each) => requestText(`${method} ${each} HTTP/1.1`, { ...host, Range: 'bytes=0-0' }))
  const bytes = requests.join('') + requestText('GET /__mock/health HTTP/1.1', { ...host, Connection: 'close' })
  const answers = await exchange(server.port, bytes, [...targets.map(() => method), 'GET'])

  expect(answers).toHaveLength(targets.length + 1)
  const seen = targets.map((each, i) => ({ target: each, status: answers[i]!.status }))
  const accepted = seen.filter((each) => !isRefusal(each))
  expect(accepted).toEqual([{ target, status: { HEAD: 200, GET: 206 }[method] }])
})

/** Where the path is no longer storage's there is no such path. */
function isRefusal({ target, status }: { target: string; status: number }): boolean {
  return status === 403 || status === 400 || (status === 404 && !target.startsWith('/storage/'))
}

test.each(['/storage/x#%', '/storage/%E0%A4%A', '/storage/a;%zz', '/storage/?%zz', '/storage/%2E%2E/x'])(
  'GET %s, which is no URL of an export, is refused',
  async (target) => {
    const server = await started()
    const [answer] = await exchange(
      server.port,
      requestText(`GET ${target} HTTP/1.1`, { Host: 'a', Connection: 'close' }),
    )
    expect([400, 403]).toContain(answer!.status)
  },
)
