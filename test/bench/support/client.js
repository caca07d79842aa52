/** The steps of a download as a client takes them, for the parts that are not timed. */
export async function startExport(baseUrl, dataset, body) {
  const response = await fetch(apiUrl(baseUrl, dataset), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (response.status !== 200) throw new Error(`POST was answered ${response.status}.`)
  return response.json()
}

export function apiUrl(baseUrl, dataset) {
  return `${baseUrl}/api/rest/v0/${dataset}/download-url`
}

/** Polls without a pause until the answer is 200. */
export async function pollUntilReady(pollingUrl, mostPolls = 10) {
  for (let polls = 1; polls <= mostPolls; polls++) {
    const { status, headers } = await fetch(pollingUrl, { method: 'HEAD' })
    if (status === 200) return { size: Number(headers.get('content-length')) }
    if (status !== 404) throw new Error(`A poll was answered ${status}.`)
  }
  throw new Error(`Not ready after ${mostPolls} polls.`)
}
