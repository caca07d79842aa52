/**
 * @typedef {object} Call
 * @property {string} baseUrl
 * @property {string} path
 * @property {Readonly<Record<string, boolean>> | undefined} body of the POST; nothing where the download takes none
 * @property {string} file where the CSV goes
 * @property {boolean} [withKey] whether an API key is sent, from the environment
 */

/**
 * The three steps of a download, ready to run: in a POSIX shell, in Node from version 20 on, and in Python from 3.8 on, with
 * nothing but what comes with each.
 * @param {Call} call
 * @returns {readonly { language: string, code: string }[]}
 */
export function snippets(call) {
  return [
    { language: 'curl', code: curl(call) },
    { language: 'JavaScript', code: javaScript(call) },
    { language: 'Python', code: python(call) },
  ]
}

/** In parentheses, so that `exit` does not close the shell that it is pasted into. @param {Call} call */
function curl({ baseUrl, path, body, file, withKey = false }) {
  const keys = withKey
    ? ` \\
    -H "X-Api-Key-ID: $BALKANID_KEY_ID" \\
    -H "X-Api-Key-Secret: $BALKANID_KEY_SECRET"`
    : ''
  const data = body === undefined ? '' : ` \\\n    -d '${JSON.stringify(body)}'`
  return `(
  set -e
  answer=$(curl -sSf -X POST \\
    '${baseUrl}${path}' \\
    -H 'Content-Type: application/json'${keys}${data})
  member() {
    echo "$answer" | sed 's/.*"'"$1"'":"\\([^"]*\\)".*/\\1/'
  }

  until
    status=$(curl -sSI -o /dev/null \\
      -w '%{http_code}' "$(member pollingUrl)")
    [ "$status" = 200 ]
  do
    if [ "$status" != 404 ]; then
      echo "a poll was answered $status" >&2
      exit 1
    fi
    sleep 1
  done

  curl -sSf -o ${file} "$(member url)"
)
`
}

/** @param {Call} call */
function javaScript({ baseUrl, path, body, file, withKey = false }) {
  const keys = withKey
    ? `
    'X-Api-Key-ID': process.env.BALKANID_KEY_ID,
    'X-Api-Key-Secret': process.env.BALKANID_KEY_SECRET,`
    : ''
  const data = body === undefined ? '' : `\n  body: JSON.stringify(${javaScriptOf(body)}),`
  return `import { writeFile } from 'node:fs/promises'

const call = await fetch('${baseUrl}${path}', {
  method: 'POST',
  headers: {
    'Content-Type': 'application/json',${keys}
  },${data}
})
if (call.status !== 200) throw new Error(\`POST was answered \${call.status}\`)
const { pollingUrl, url } = await call.json()

for (;;) {
  const { status } = await fetch(pollingUrl, { method: 'HEAD' })
  if (status === 200) break
  if (status !== 404) throw new Error(\`a poll was answered \${status}\`)
  await new Promise((resolve) => setTimeout(resolve, 1000))
}

const file = await fetch(url)
if (file.status !== 200) throw new Error(\`the download was answered \${file.status}\`)
await writeFile('${file}', Buffer.from(await file.arrayBuffer()))
`
}

/** @param {Call} call */
function python({ baseUrl, path, body, file, withKey = false }) {
  const keys = withKey
    ? `
        "X-Api-Key-ID": os.environ["BALKANID_KEY_ID"],
        "X-Api-Key-Secret": os.environ["BALKANID_KEY_SECRET"],`
    : ''
  const data = body === undefined ? 'b""' : `json.dumps(${pythonOf(body)}).encode()`
  return `import json, ${withKey ? 'os, ' : ''}shutil, time, urllib.error, urllib.request

call = urllib.request.Request(
    "${baseUrl}${path}",
    data=${data},
    headers={
        "Content-Type": "application/json",${keys}
    },
)
with urllib.request.urlopen(call) as answer:
    urls = json.load(answer)

while True:
    try:
        urllib.request.urlopen(urllib.request.Request(urls["pollingUrl"], method="HEAD"))
        break
    except urllib.error.HTTPError as error:
        if error.code != 404:
            raise
        time.sleep(1)

with urllib.request.urlopen(urls["url"]) as answer, open("${file}", "wb") as file:
    shutil.copyfileobj(answer, file)
`
}

/** @param {Readonly<Record<string, boolean>>} body */
function javaScriptOf(body) {
  const members = Object.entries(body).map(([name, value]) => `${name}: ${value}`)
  return `{ ${members.join(', ')} }`
}

/** @param {Readonly<Record<string, boolean>>} body */
function pythonOf(body) {
  const members = Object.entries(body).map(([name, value]) => `"${name}": ${value ? 'True' : 'False'}`)
  return `{${members.join(', ')}}`
}
