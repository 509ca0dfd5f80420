import { outline } from '../batch/outline.js'
import { estimate } from './estimate.js'

/** @typedef {import('../batch/outline.js').Node} Node */

/**
 * A document of a run. Times are in milliseconds since the run began; NaN if the event has not happened.
 *
 * @typedef {object} Row
 * @property {Node} leaf
 * @property {string} label
 * @property {'waiting' | 'asked' | 'ended'} state
 * @property {'' | 'succeeded' | 'partial' | 'failed' | 'skipped' | 'cancelled'} outcome
 * @property {string} cache
 * @property {number} queuedMs
 * @property {number} startedMs
 * @property {number} firstByteMs
 * @property {number} endedMs
 * @property {string} fetcher
 * @property {number} status an HTTP status; 0 if it has none
 * @property {any} body
 * @property {any} problem
 */

const DEFAULT_CONCURRENCY = 32

/**
 * A batch while it runs. What has ended is as the gateway reports it; what has not is an estimate: the gateway tells of a
 * document when it has ended.
 */
export class Run {
  /** @param {any} batch */
  constructor(batch) {
    this.root = outline(batch)
    this.concurrency = Number.isInteger(batch.concurrency) ? batch.concurrency : DEFAULT_CONCURRENCY
    /** @type {Map<Node, Row[]>} */
    this.rowsOf = new Map()
    /** @type {Map<string, Node>} */
    this.leaves = new Map()
    /** @type {any} */
    this.summary = null
    this.endedAt = NaN
    this.ended = 0
    this.stopped = false
    /** The milliseconds from the client's start of the run to the gateway's. */
    this.delay = Infinity
    /** @type {Row[]} */
    this.flat = []
    this.#add(this.root)
    this.#flatten()
  }

  /** All rows, in the order of the request. */
  get rows() {
    return this.flat
  }

  get running() {
    return Number.isNaN(this.endedAt)
  }

  /**
   * Takes a line of the answer.
   *
   * @param {any} line
   * @param {number} clientMs since the client sent the batch
   */
  take(line, clientMs) {
    if (line.type === 'item') this.#item(line, clientMs)
    if (line.type === 'summary') {
      this.summary = line
      this.end(line.durationMs)
    }
  }

  /**
   * Moves what has not ended to a moment.
   *
   * @param {number} clientMs
   * @returns {number} the moment, by the gateway's clock
   */
  advance(clientMs) {
    if (!this.running) return this.endedAt
    const now = Math.max(0, clientMs - (this.delay === Infinity ? 0 : this.delay))
    estimate(this, now)
    return now
  }

  /** @param {number} ms when the run ended */
  end(ms) {
    if (!this.running) return
    this.endedAt = ms
    this.#flatten()
  }

  /**
   * Ends the run because the client has stopped it: what was asked for is cancelled, the rest is skipped.
   *
   * @param {number} clientMs
   */
  stop(clientMs) {
    const now = this.advance(clientMs)
    for (const row of this.rows) {
      if (row.state === 'ended') continue
      row.outcome = row.state === 'asked' ? 'cancelled' : 'skipped'
      if (row.state === 'asked') row.endedMs = now
      row.state = 'ended'
    }
    this.stopped = true
    this.end(now)
  }

  /** Ends the run because the gateway has refused it: nothing was asked for. */
  refuse() {
    for (const row of this.rows) Object.assign(row, { state: 'ended', outcome: 'skipped', queuedMs: NaN, startedMs: NaN })
    this.end(0)
  }

  /**
   * Whether a document is all of its step.
   *
   * @param {Row} row
   */
  isAlone(row) {
    return this.rowsOf.get(row.leaf)?.length === 1
  }

  /** Returns how many documents have each outcome. */
  counts() {
    const counts = { succeeded: 0, partial: 0, failed: 0, skipped: 0, cancelled: 0 }
    for (const row of this.rows) if (row.outcome) counts[row.outcome]++
    return counts
  }

  /** @param {any} line @param {number} clientMs */
  #item(line, clientMs) {
    const leaf = this.leaves.get(line.id)
    if (!leaf) return
    const item = line.item
    const rows = /** @type {Row[]} */ (this.rowsOf.get(leaf))
    if (item.index === undefined && rows.length > 1) rows.length = 1
    const index = item.index ?? 0
    const grown = index >= rows.length || !leaf.known
    while (rows.length <= index) rows.push(row(leaf, '', rows[0].queuedMs))
    if (rows[index].state !== 'ended') this.ended++
    Object.assign(rows[index], reported(item))
    const trace = item.trace
    if (trace) this.delay = Math.min(this.delay, clientMs - trace.endedMs)
    if (grown || item.index === undefined) this.#flatten()
  }

  #flatten() {
    this.flat = [...this.rowsOf.values()].flat()
  }

  /** @param {Node} node */
  #add(node) {
    node.children.forEach((child) => this.#add(child))
    if (node.kind !== 'leaf') return
    this.leaves.set(node.id, node)
    this.rowsOf.set(
      node,
      node.labels.map((label) => row(node, label, NaN))
    )
  }
}

/**
 * @param {Node} leaf
 * @param {string} label
 * @param {number} queuedMs
 * @returns {Row}
 */
function row(leaf, label, queuedMs) {
  const never = { startedMs: NaN, firstByteMs: NaN, endedMs: NaN }
  return { leaf, label, state: 'waiting', outcome: '', cache: '', queuedMs, ...never, fetcher: '', status: 0, body: null, problem: null }
}

/**
 * Returns the row of a document that has ended, of a batch that is not known.
 *
 * @param {any} item of the answer
 * @returns {Row}
 */
export function rowOf(item) {
  return { leaf: outline({ requests: [item.get] }).children[0], ...reported(item) }
}

/**
 * @param {any} item of the answer
 * @returns {Omit<Row, 'leaf'>}
 */
function reported(item) {
  const trace = item.trace ?? {}
  return {
    label: nameOf(item),
    state: 'ended',
    outcome: item.outcome,
    cache: item.cache ?? '',
    queuedMs: trace.queuedMs ?? NaN,
    startedMs: trace.startedMs ?? NaN,
    firstByteMs: trace.firstByteMs ?? NaN,
    endedMs: trace.endedMs ?? NaN,
    fetcher: trace.fetcher ?? '',
    status: item.status,
    body: item.body ?? null,
    problem: item.problem ?? null
  }
}

/** @param {any} item */
function nameOf(item) {
  const get = String(item.get ?? item.problem?.title ?? '?')
  return get.replace(/^https?:\/\/[^/]+(\/api\/v2)?\//, '').replace(/\/$/, '')
}
