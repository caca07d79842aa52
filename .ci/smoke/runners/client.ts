import { datasets, downloadApi } from 'balkanid-mock/contracts'

/** A client of a user's, as their tests call it. @returns the CSV */
export async function fetchRequests(baseUrl: string, pauseMs: number): Promise<ArrayBuffer> {
  const answer = await fetch(`${baseUrl}${downloadApi.basePath}/${datasets.requests.download.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ includeCompleted: true }),
  })
  const { pollingUrl, url } = (await answer.json()) as { pollingUrl: string; url: string }
  while ((await fetch(pollingUrl, { method: 'HEAD' })).status !== 200) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
  return (await fetch(url)).arrayBuffer()
}
