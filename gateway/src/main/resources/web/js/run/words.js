import { duration } from '../dom.js'

/** What the cache statuses of the gateway mean. */
const CACHE = /** @type {Record<string, string>} */ ({
  miss: 'fetched from PokéAPI',
  hit: 'from the cache',
  stale: 'an old copy from the cache',
  revalidated: 'from the cache, confirmed by PokéAPI',
  collapsed: 'shared an earlier request'
})

/**
 * Returns how a document looks in pictures and tables: its outcome, or where it came from.
 *
 * @param {import('./run.js').Row} row
 */
export function look(row) {
  if (row.state !== 'ended') return row.state
  if (row.outcome === 'succeeded' || row.outcome === 'partial') return row.cache || 'miss'
  return row.outcome || 'failed'
}

/**
 * Says in a few words what became of a document.
 *
 * @param {import('./run.js').Row} row
 */
export function fate(row) {
  if (row.state === 'waiting') return Number.isNaN(row.queuedMs) ? 'waits for an earlier step' : 'waits for its turn'
  if (row.state === 'asked') return 'asked for'
  if (row.outcome === 'succeeded' || row.outcome === 'partial') return CACHE[row.cache] ?? row.cache
  return row.problem?.title ?? (row.outcome === 'skipped' ? 'not begun' : row.outcome)
}

/** @param {number} ms */
export function moment(ms) {
  return Number.isNaN(ms) ? '–' : duration(ms)
}
