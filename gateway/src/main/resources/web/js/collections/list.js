import { counted, el } from '../dom.js'
import { timeText } from '../jobs/words.js'

export const PATH = '/v1/collections/'

const NAMED = /^#[\w-]{1,64}(\?owner=[\w.-]+)?$/

/**
 * Returns the path of the collection that a fragment names; empty if it names none.
 *
 * @param {string} fragment
 */
export function pathOf(fragment) {
  return NAMED.test(fragment) ? PATH + fragment.slice(1) : ''
}

/**
 * Returns the fragment that names a collection.
 *
 * @param {string} path empty for none
 */
export function fragmentOf(path) {
  return `#${path.slice(PATH.length)}`
}

/**
 * Draws the list of collections.
 *
 * @param {HTMLElement} host
 * @param {any[]} entries of the API's list
 * @param {string} open the path of the collection that is open
 */
export function showList(host, entries, open) {
  host.replaceChildren(
    ...entries.map(({ name, owner, documents, updatedAt, links }) => {
      const href = fragmentOf(links.self)
      const about = [owner && !links.runs ? `of ${owner}` : '', counted(documents, 'document'), `saved ${timeText(updatedAt)}`]
      return el(
        'li',
        {},
        el('a', { href, 'aria-current': links.self === open && 'true' }, name),
        el('span', { class: 'note' }, about.filter(Boolean).join(', '))
      )
    })
  )
}
