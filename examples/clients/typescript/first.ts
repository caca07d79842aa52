// The three steps and no more: node first.ts
// #region minimal
const baseUrl = process.env.BALKANID_BASE_URL ?? 'https://app.balkan.id'

const answer = await fetch(`${baseUrl}/api/rest/v0/requests/download-url`, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ includeCompleted: true }),
})
if (answer.status !== 200) throw new Error(`POST was answered ${answer.status}`)
const { pollingUrl, url } = await answer.json()

for (;;) {
  const { status } = await fetch(pollingUrl, { method: 'HEAD' })
  if (status === 200) break
  if (status !== 404) throw new Error(`a poll was answered ${status}`)
  await new Promise((resolve) => setTimeout(resolve, 1000))
}

const file = await fetch(url)
if (file.status !== 200) throw new Error(`the download was answered ${file.status}`)
const csv = await file.text()
console.log(csv.slice(0, csv.indexOf('\n')))
// #endregion minimal
