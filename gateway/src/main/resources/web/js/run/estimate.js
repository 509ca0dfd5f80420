/** @typedef {import('../batch/outline.js').Node} Node */
/** @typedef {import('./run.js').Row} Row */
/** @typedef {import('./run.js').Run} Run */

/**
 * Says of each document that has not ended whether it waits or has been asked for by now, as the gateway decides it: a step begins
 * when those before it in its sequence, and the step that it refers to, have ended; at most `concurrency` documents are in flight.
 *
 * @param {Run} run
 * @param {number} now in milliseconds
 */
export function estimate(run, now) {
  let free = run.concurrency - run.rows.filter((row) => row.state === 'asked').length
  visit(run.root)

  /** @param {Node} node @returns {boolean} whether it has ended */
  function visit(node) {
    if (node.kind === 'leaf') return leaf(node)
    let all = true
    for (const child of node.children) {
      const ended = visit(child)
      all &&= ended
      if (!ended && node.kind === 'sequence') break
    }
    return all
  }

  /** @param {Node} node */
  function leaf(node) {
    const rows = /** @type {Row[]} */ (run.rowsOf.get(node))
    const source = run.leaves.get(node.from)
    if (!source || isEnded(source)) rows.forEach(ask)
    return rows.every((row) => row.state === 'ended')
  }

  /** @param {Node} node */
  function isEnded(node) {
    return /** @type {Row[]} */ (run.rowsOf.get(node)).every((row) => row.state === 'ended')
  }

  /** @param {Row} row */
  function ask(row) {
    if (row.state !== 'waiting') return
    if (Number.isNaN(row.queuedMs)) row.queuedMs = now
    if (free <= 0) return
    free--
    row.state = 'asked'
    row.startedMs = now
  }
}
