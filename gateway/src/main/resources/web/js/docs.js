import { getJson, messageOf } from './api/client.js'
import { operation } from './docs/operation.js'
import { prose } from './docs/prose.js'
import { byId, el } from './dom.js'
import { startShell } from './shell.js'

startShell()
addEventListener('keychanged', show)
show()

/** Draws the description of the API, by its tags. */
async function show() {
  const host = byId('operations', HTMLElement)
  try {
    const api = await getJson('/openapi.json')
    const all = Object.entries(api.paths).flatMap(([path, methods]) =>
      Object.entries(/** @type {any} */ (methods))
        .filter(([, value]) => /** @type {any} */ (value).operationId)
        .map(([method, value]) => ({ path, method, value: /** @type {any} */ (value) }))
    )
    const tags = [...new Set(all.map(({ value }) => value.tags?.[0] ?? 'other'))]
    host.replaceChildren(
      ...prose(api.info.description ?? ''),
      ...tags.flatMap((tag) => [
        el('h2', { class: 'tag' }, tag),
        ...all.filter(({ value }) => (value.tags?.[0] ?? 'other') === tag).map(({ method, path, value }) => operation(api, method, path, value))
      ])
    )
    document.body.dataset.state = 'done'
  } catch (failure) {
    host.textContent = messageOf(failure)
    document.body.dataset.state = 'failed'
  }
}
