import { pretty } from '../batch/examples.js'
import { toFragment } from '../batch/link.js'
import { el } from '../dom.js'
import { prose } from './prose.js'
import { tryForm } from './try.js'

/**
 * Returns the section of an operation: what it does, its parameters, examples of its body, its answers, and a form to try it.
 *
 * @param {any} document the OpenAPI description
 * @param {string} method
 * @param {string} path
 * @param {any} operation
 */
export function operation(document, method, path, operation) {
  const parts = [...(document.paths[path].parameters ?? []), ...(operation.parameters ?? [])].map((part) => resolved(document, part))
  const examples = Object.values(operation.requestBody?.content?.['application/json']?.examples ?? {})
  const section = el(
    'details',
    { class: 'panel operation', id: operation.operationId },
    el(
      'summary',
      {},
      el('code', { class: 'method' }, method.toUpperCase()),
      el('code', {}, path),
      el('span', { class: 'note' }, operation.summary ?? '')
    ),
    ...prose(operation.description ?? ''),
    parts.length ? el('h3', {}, 'Parameters') : null,
    parts.length ? definitions(parts.map((part) => [`${part.name} (${part.in}${part.required ? ', required' : ''})`, part.description ?? ''])) : null,
    examples.length ? el('h3', {}, 'Examples') : null,
    ...examples.map((example) => shown(/** @type {any} */ (example), path === '/v1/batches')),
    el('h3', {}, 'Answers'),
    definitions(Object.entries(operation.responses).map(([status, answer]) => [status, resolved(document, answer).description ?? '']))
  )
  const body = operation.requestBody ? pretty(/** @type {any} */ (examples[0])?.value ?? {}) : null
  const form = () => tryForm({ id: operation.operationId, method, path, parameters: parts, body })
  section.addEventListener('toggle', () => section.append(form()), { once: true })
  return section
}

/** @param {any} example @param {boolean} runs */
function shown(example, runs) {
  const text = pretty(example.value)
  const link = runs ? el('a', { href: '/' + toFragment(text) }, 'Open in the playground') : null
  return el(
    'figure',
    {},
    el('figcaption', { class: 'row' }, example.summary ?? 'Example', link),
    el('pre', { class: 'code', tabindex: 0, role: 'region', 'aria-label': example.summary ?? 'Example' }, text)
  )
}

/** @param {[string, string][]} entries */
function definitions(entries) {
  return el('dl', { class: 'definitions' }, ...entries.flatMap(([name, text]) => [el('dt', {}, el('code', {}, name)), el('dd', {}, ...prose(text))]))
}

/** @param {any} document @param {any} node */
function resolved(document, node) {
  let found = node
  while (found.$ref)
    found = found.$ref
      .slice(2)
      .split('/')
      .reduce((/** @type {any} */ at, /** @type {string} */ name) => at[name], document)
  return found
}
