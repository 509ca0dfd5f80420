import { key } from './key.js'

/** An answer of the gateway that is a problem (RFC 9457). */
export class ProblemError extends Error {
  /**
   * @param {number} status
   * @param {any} problem its members
   */
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `HTTP status ${status}`)
    this.status = status
    this.problem = problem
  }
}

/**
 * Sends a request with the API key of this tab. A 401 is announced as the event `keyneeded` of the window.
 *
 * @param {string} path
 * @param {RequestInit & {headers?: Record<string, string>}} [options]
 * @returns {Promise<Response>} with a status below 400
 * @throws {ProblemError} for any other status
 */
export async function request(path, options = {}) {
  const headers = /** @type {Record<string, string>} */ ({ ...options.headers })
  if (key()) headers.authorization = `Bearer ${key()}`
  const response = await fetch(path, { ...options, headers })
  if (response.status < 400) return response
  const problem = await response.json().catch(() => ({}))
  if (response.status === 401) dispatchEvent(new CustomEvent('keyneeded', { detail: problem.detail }))
  throw new ProblemError(response.status, problem)
}

/**
 * Gets a JSON document.
 *
 * @param {string} path
 * @param {RequestInit & {headers?: Record<string, string>}} [options]
 * @returns {Promise<any>}
 */
export async function getJson(path, options) {
  return (await request(path, options)).json()
}

/**
 * Says to people what went wrong.
 *
 * @param {unknown} failure
 */
export function messageOf(failure) {
  return failure instanceof ProblemError ? failure.message : 'The gateway cannot be reached.'
}

/**
 * Gets the first pages of a list.
 *
 * @param {string} path of the first page
 * @param {string} member that holds the items of a page
 * @param {number} most pages
 * @returns {Promise<{items: any[], more: boolean}>} `more` is whether there are further pages
 */
export async function getPages(path, member, most) {
  const items = []
  let next = path
  for (let i = 0; next && i < most; i++) {
    const page = await getJson(next)
    items.push(...page[member])
    next = page.next
  }
  return { items, more: Boolean(next) }
}

/**
 * Runs a batch and yields the lines of its answer as they arrive: items, progress, and the summary at the end.
 *
 * @param {string} batch JSON
 * @param {AbortSignal} signal aborting it cancels the batch
 * @param {string} [path] another route that runs batches
 * @returns {AsyncGenerator<any>}
 */
export async function* runBatch(batch, signal, path = '/v1/batches') {
  const headers = { 'content-type': 'application/json', accept: 'application/x-ndjson' }
  const response = await request(path, { method: 'POST', body: batch || null, headers, signal })
  for await (const line of lines(response)) yield JSON.parse(line)
}

/**
 * Yields the events of a stream of server-sent events.
 *
 * @param {string} path
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<{event: string, data: any}>}
 */
export async function* events(path, signal) {
  const response = await request(path, { headers: { accept: 'text/event-stream' }, signal })
  let event = ''
  for await (const line of lines(response)) {
    if (line.startsWith('event:')) event = line.slice(6).trim()
    else if (line.startsWith('data:')) yield { event, data: JSON.parse(line.slice(5)) }
  }
}

/**
 * Yields the lines of a body that are not blank.
 *
 * @param {Response} response
 * @returns {AsyncGenerator<string>}
 */
export async function* lines(response) {
  if (!response.body) return
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { value, done } = await reader.read()
    const parts = (rest + (value ?? '')).split('\n')
    rest = done ? '' : (parts.pop() ?? '')
    for (const part of parts) if (part.trim()) yield part
    if (done) return
  }
}
