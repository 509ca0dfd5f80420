import { el } from '../dom.js'
import { fate, look, moment } from '../run/words.js'
import { flatten } from './flatten.js'

/** @typedef {import('../run/run.js').Row} Row */

const MOST_COLUMNS = 16
const LONGEST_CELL = 120

/**
 * Returns the documents as a table, one column for each value.
 *
 * @param {Row[]} rows
 */
export function documentTable(rows) {
  const cells = rows.map((row) => flatten(row.body ?? {}))
  const columns = [...new Set(cells.flatMap((row) => [...row.keys()]))].slice(0, MOST_COLUMNS)
  const body = rows.map((row, i) => [
    row.label,
    ...columns.map((column) => (cells[i].get(column) ?? '').slice(0, LONGEST_CELL)),
    row.problem ? (row.problem.detail ?? row.outcome) : ''
  ])
  return table('Documents', ['document', ...columns, 'problem'], body)
}

/**
 * Returns what the waterfall shows, as a table.
 *
 * @param {Row[]} rows
 */
export function timeTable(rows) {
  const body = rows.map((row) => [
    row.label,
    el('span', {}, el('i', { class: `swatch ${look(row)}` }), fate(row)),
    ...[row.queuedMs, row.startedMs, row.firstByteMs, row.endedMs].map(moment),
    row.fetcher.slice(0, 8)
  ])
  return table('Times of each document', ['document', 'what became of it', 'queued', 'asked', 'first byte', 'done', 'fetcher'], body)
}

/**
 * @param {string} caption
 * @param {string[]} heads
 * @param {(string | Node)[][]} body
 */
export function table(caption, heads, body) {
  const head = el('tr', {}, ...heads.map((text) => el('th', { scope: 'col' }, text)))
  const rows = body.map(([first, ...cells]) => el('tr', {}, el('th', { scope: 'row' }, first), ...cells.map((cell) => el('td', {}, cell))))
  const whole = el('table', {}, el('caption', { class: 'hidden' }, caption), el('thead', {}, head), el('tbody', {}, ...rows))
  return el('div', { class: 'table', tabindex: 0, role: 'region', 'aria-label': caption }, whole)
}
