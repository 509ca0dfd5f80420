import { counted } from '../dom.js'

/**
 * A job, as the API describes it.
 *
 * @typedef {object} Job
 * @property {string} id
 * @property {string} [owner] told to administrators
 * @property {'queued' | 'running' | 'cancelling' | 'ended'} state
 * @property {'completed' | 'cancelled' | 'expired' | 'failed'} [endReason]
 * @property {'succeeded' | 'partial' | 'failed'} [outcome]
 * @property {string} createdAt
 * @property {string} [expiresAt]
 * @property {string} [retryOf]
 * @property {any} [problem]
 * @property {boolean} [complete]
 * @property {{total: number, succeeded: number, failed: number, skipped: number, cancelled: number, remainingMs?: number}} progress
 * @property {{self: string, results: string, cancel: string, retry: string}} links
 */

const STANDINGS = {
  queued: 'Waits to run',
  running: 'Runs',
  cancelling: 'Is being cancelled',
  succeeded: 'Done',
  partial: 'Done, not all of it',
  failed: 'Failed',
  cancelled: 'Cancelled',
  expired: 'Out of time'
}

/**
 * Returns what has become of a job in one word: its state, and once it has ended how.
 *
 * @param {Job} job
 * @returns {keyof typeof STANDINGS}
 */
export function standing(job) {
  if (job.state !== 'ended') return job.state
  return job.endReason === 'completed' ? (job.outcome ?? 'succeeded') : (job.endReason ?? 'failed')
}

/** @param {Job} job */
export function standingText(job) {
  return STANDINGS[standing(job)]
}

/**
 * Says how far a job is: `40 of 151 documents, 1 failed, about 5 s left`.
 *
 * @param {Job} job
 */
export function progressText({ state, progress }) {
  const { total, succeeded, failed, cancelled, skipped, remainingMs } = progress
  const others = [
    [failed, 'failed'],
    [cancelled, 'cancelled'],
    [skipped, 'not begun']
  ].filter(([count]) => count)
  const left = state === 'running' && remainingMs ? [`about ${remaining(remainingMs)} left`] : []
  return [`${succeeded.toLocaleString('en')} of ${counted(total, 'document')}`, ...others.map((other) => other.join(' ')), ...left].join(', ')
}

/** @param {number} ms */
function remaining(ms) {
  const seconds = Math.ceil(ms / 1000)
  return seconds < 100 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
}

/** @param {Job} job */
export function shortId(job) {
  return job.id.slice(0, 8)
}

/**
 * Writes a time for people, in their own zone.
 *
 * @param {string} time ISO 8601
 */
export function timeText(time) {
  return new Date(time).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })
}
