/** The client under test. */
export async function downloadRequests({ baseUrl = 'https://app.balkan.id', pollEveryMs = 1000, mostPolls = 600 }) {
  const call = await fetch(`${baseUrl}/api/rest/v0/requests/download-url`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ includeCompleted: true }),
  })
  if (call.status !== 200) throw new Error(`POST was answered ${call.status}`)
  const { pollingUrl, url } = (await call.json()) as { pollingUrl: string; url: string }

  for (let polls = 1; ; polls++) {
    const { status } = await fetch(pollingUrl, { method: 'HEAD' })
    if (status === 200) break
    if (status !== 404) throw new Error(`a poll was answered ${status}`)
    if (polls === mostPolls) throw new Error(`not ready after ${polls} polls`)
    await new Promise((resolve) => setTimeout(resolve, pollEveryMs))
  }

  const file = await fetch(url)
  const type = file.headers.get('content-type') ?? 'nothing'
  if (!type.startsWith('text/csv')) throw new Error(`expected text/csv, received ${type}`)
  return file.text()
}
