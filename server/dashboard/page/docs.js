/**
 * The API reference: Swagger UI over one of the two documents that this mock serves.
 * @typedef {{ url: string, headers: Record<string, string> }} SwaggerRequest
 */

const isAdmin = new URLSearchParams(location.search).get('spec') === 'admin'
const isElsewhere = document.documentElement.dataset.ownPort === 'true'
const adminRoot = new URL('__mock/', document.baseURI).href
/** As in api.js: the live page keeps it there too. */
const tokenKey = 'balkanid-mock token'

const form = /** @type {HTMLFormElement} */ (document.getElementById('token-form'))
const input = /** @type {HTMLInputElement} */ (document.getElementById('token'))
const trouble = /** @type {HTMLElement} */ (document.getElementById('trouble'))

document.getElementById(isAdmin ? 'admin-link' : 'bulk-link')?.setAttribute('aria-current', 'page')

const dark = matchMedia('(prefers-color-scheme: dark)')
const paint = () => document.documentElement.classList.toggle('dark-mode', dark.matches)
dark.addEventListener('change', paint)
paint()

// Swagger UI makes it, whenever it does, without a name.
const name = () => document.getElementById('servers')?.setAttribute('aria-label', 'Server')
new MutationObserver(name).observe(/** @type {Node} */ (document.getElementById('reference')), {
  childList: true,
  subtree: true,
})

form.addEventListener('submit', (event) => {
  event.preventDefault()
  sessionStorage.setItem(tokenKey, input.value)
  void show()
})

await show()

async function show() {
  const path = isAdmin ? 'openapi.json' : 'docs/openapi.json'
  const response = await fetch(adminRoot + path, { headers: isAdmin ? authorization() : {} }).catch(() => undefined)
  if (response === undefined) {
    trouble.textContent = 'The mock does not answer; load the page anew once it does.'
    return
  }
  form.hidden = response.status !== 401
  if (response.status === 401) {
    if (sessionStorage.getItem(tokenKey) !== null) trouble.textContent = 'That token was refused.'
    return input.focus()
  }
  trouble.textContent = ''
  if (!response.ok) {
    trouble.textContent = `The document could not be read: the mock answered ${response.status}.`
    return
  }
  if (isElsewhere && !isAdmin) {
    trouble.textContent = `This mock serves the bulk API at ${document.documentElement.dataset.baseUrl}, which is another origin: it can be read about here, but not called.`
  }
  const { SwaggerUIBundle } = /** @type {{ SwaggerUIBundle: (options: object) => void }} */ (
    /** @type {unknown} */ (window)
  )
  SwaggerUIBundle({
    dom_id: '#reference',
    spec: await response.json(),
    validatorUrl: null, // else it asks a service elsewhere
    deepLinking: false, // anchors would be resolved against the base URL
    tryItOutEnabled: false,
    supportedSubmitMethods: isElsewhere && !isAdmin ? [] : undefined,
    requestInterceptor: withToken,
  })
}

/** @param {SwaggerRequest} request */
function withToken(request) {
  if (request.url.startsWith(adminRoot)) Object.assign(request.headers, authorization())
  return request
}

/** @returns {Record<string, string>} */
function authorization() {
  const token = sessionStorage.getItem(tokenKey)
  return token === null ? {} : { authorization: `Bearer ${token}` }
}
