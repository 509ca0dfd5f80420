import { el } from '../dom.js'
import { fate, moment } from '../run/words.js'

/**
 * Shows what is known of a document, or hides it.
 *
 * @param {HTMLElement} tip
 * @param {import('../run/run.js').Row | undefined} row
 * @param {number} y where its row ends
 * @param {number} height of the picture
 * @returns {string} the same as a sentence; empty if there is no document
 */
export function showTip(tip, row, y, height) {
  tip.hidden = !row
  if (!row) return ''
  const facts = [
    ['queued', moment(row.queuedMs)],
    ['asked', moment(row.startedMs)],
    ['first byte', moment(row.firstByteMs)],
    ['done', moment(row.endedMs)],
    ['fetcher', row.fetcher ? row.fetcher.slice(0, 8) : '–']
  ]
  tip.replaceChildren(
    el('strong', {}, row.label),
    el('span', { class: 'tip-fate' }, fate(row)),
    el('dl', {}, ...facts.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]))
  )
  tip.style.top = `${Math.min(y + 6, Math.max(30, height - 150))}px`
  return `${row.label}: ${fate(row)}; ${facts.map((fact) => fact.join(' ')).join(', ')}`
}
