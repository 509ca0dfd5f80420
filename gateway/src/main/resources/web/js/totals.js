import { byId, counted, duration } from './dom.js'

/** @typedef {import('./run/run.js').Run} Run */

/**
 * Returns the time that the documents took together, in milliseconds: what a client would wait that asks for one after the other.
 *
 * @param {Run} run
 */
export function together(run) {
  return run.rows.reduce((sum, row) => sum + (Number.isNaN(row.endedMs - row.startedMs) ? 0 : row.endedMs - row.startedMs), 0)
}

/**
 * Says in figures, and in two bars of one scale, how long the batch took and how long its documents took together.
 *
 * @param {Run} run
 * @param {number} now in milliseconds
 */
export function showTotals(run, now) {
  const sum = Math.max(together(run), run.running ? now : 0)
  const { succeeded, partial, failed, cancelled, skipped } = run.counts()
  const others = [
    [failed, 'failed'],
    [cancelled, 'cancelled'],
    [skipped, 'not begun']
  ].filter(([count]) => count)
  const found = run.summary?.upstream?.requests === 0 ? ', all from the cache' : ''
  const done = run.running ? `${run.ended} of ${counted(run.rows.length, 'document')}` : counted(succeeded + partial, 'document') + found
  byId('total-documents', HTMLElement).textContent = [done, ...others.map((other) => other.join(' '))].join(', ')
  byId('total-time', HTMLElement).textContent = duration(now)
  byId('total-sum', HTMLElement).textContent = duration(sum)
  const times = sum / Math.max(now, 0.1)
  byId('total-speedup', HTMLElement).textContent = times >= 1.05 ? `${times.toFixed(times < 10 ? 1 : 0)} × faster` : '–'
  byId('bar-time', HTMLElement).style.transform = `scaleX(${Math.min(1, now / Math.max(1, sum))})`
  byId('bar-sum', HTMLElement).style.transform = `scaleX(${sum > 0 ? 1 : 0})`
}
