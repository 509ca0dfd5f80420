import { messageOf, ProblemError, request } from '../api/client.js'
import { pretty } from '../batch/examples.js'
import { duration, el } from '../dom.js'

/** Streams have no end: this much is read of an answer. */
const MOST_CHARACTERS = 20_000
const LONGEST_MS = 3_000

/**
 * A request that can be sent: a field for each parameter, and one for the body.
 *
 * @typedef {object} Operation
 * @property {string} id
 * @property {string} method in lower case
 * @property {string} path with parameters in braces
 * @property {any[]} parameters as OpenAPI describes them
 * @property {string | null} body an example of the body, as JSON; null if the operation takes none
 */

/**
 * Returns a form that sends a request to this gateway, and shows the answer.
 *
 * @param {Operation} operation
 */
export function tryForm(operation) {
  const fields = operation.parameters.map((parameter) => ({ parameter, input: field(operation.id, parameter) }))
  const body =
    operation.body === null ? null : el('textarea', { class: 'code', rows: 8, spellcheck: 'false', 'aria-label': 'Body, as JSON' }, operation.body)
  const answer = el('pre', { class: 'code', tabindex: 0, role: 'region', 'aria-label': 'Answer', hidden: true })
  const status = el('p', { class: 'note', role: 'status' })
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault()
    status.textContent = 'Sent.'
    const values = fields.map(({ parameter, input }) => ({ parameter, value: input.value })).filter(({ value }) => value !== '')
    const { text, about } = await sent(operation, values, body?.value ?? null)
    status.textContent = about
    answer.textContent = text
    answer.hidden = !text
  }
  return el(
    'form',
    { class: 'try', onsubmit: send },
    el('h3', {}, 'Try it'),
    ...fields.map(({ parameter, input }) => el('label', {}, el('code', {}, parameter.name), input)),
    body,
    el('p', { class: 'row' }, el('button', { class: 'main' }, 'Send')),
    status,
    answer
  )
}

/** @param {string} id @param {any} parameter */
function field(id, parameter) {
  const examples = Object.values(parameter.examples ?? {})
  const example = String(parameter.example ?? /** @type {any} */ (examples[0])?.value ?? parameter.schema?.default ?? '')
  return el('input', {
    type: 'text',
    name: `${id}-${parameter.name}`,
    required: Boolean(parameter.required),
    value: parameter.required ? example : '',
    placeholder: example,
    autocomplete: 'off'
  })
}

/** @param {Operation} operation @param {{parameter: any, value: string}[]} values @param {string | null} body */
async function sent({ method, path }, values, body) {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), LONGEST_MS)
  const from = performance.now()
  const took = () => duration(performance.now() - from)
  try {
    const response = await request(urlOf(path, values), {
      method: method.toUpperCase(),
      headers: { ...(body === null ? {} : { 'content-type': 'application/json' }), ...of(values, 'header') },
      body: body || null,
      signal: stop.signal
    })
    const type = response.headers.get('content-type') ?? ''
    const text = /json|text|yaml|csv/.test(type) ? await start(response) : ''
    return { text: formatted(text, type), about: `HTTP status ${response.status}${type && `, ${type}`}, after ${took()}` }
  } catch (failure) {
    if (failure instanceof ProblemError)
      return { text: pretty(failure.problem), about: `HTTP status ${failure.status}: ${failure.message}, after ${took()}` }
    return { text: '', about: stop.signal.aborted ? `No answer within ${duration(LONGEST_MS)}.` : messageOf(failure) }
  } finally {
    clearTimeout(timer)
    stop.abort()
  }
}

/**
 * Returns the URL of a request. Slashes and commas of a path's parameter stay as they are.
 *
 * @param {string} path
 * @param {{parameter: any, value: string}[]} values
 */
export function urlOf(path, values) {
  const parts = of(values, 'path')
  const filled = path.replace(/\{([^}]+)\}/g, (_, name) =>
    encodeURIComponent(parts[name] ?? '')
      .replace(/%2F/g, '/')
      .replace(/%2C/g, ',')
  )
  const query = new URLSearchParams(of(values, 'query')).toString()
  return query ? `${filled}?${query}` : filled
}

/** @param {{parameter: any, value: string}[]} values @param {string} place @returns {Record<string, string>} */
function of(values, place) {
  return Object.fromEntries(values.filter(({ parameter }) => parameter.in === place).map(({ parameter, value }) => [parameter.name, value]))
}

/** Reads the start of a body: until it is long, or takes long. @param {Response} response */
async function start(response) {
  if (!response.body) return ''
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  try {
    for (let next = await reader.read(); !next.done && text.length < MOST_CHARACTERS; next = await reader.read()) text += next.value
  } catch {
    return `${text}…` // it took too long
  }
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text
}

/** @param {string} text @param {string} type */
function formatted(text, type) {
  if (!/^application\/(\w+\+)?json/.test(type)) return text
  try {
    return pretty(JSON.parse(text))
  } catch {
    return text // its start
  }
}
