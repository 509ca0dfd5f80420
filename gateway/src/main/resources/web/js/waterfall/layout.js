/**
 * A group's bracket: the rows that it spans, and how deep it is nested.
 *
 * @typedef {object} Bracket
 * @property {'sequence' | 'parallel'} kind
 * @property {number} first
 * @property {number} last
 * @property {number} depth from 0
 */

/**
 * Something that waits: the row that ended last before, and the row that begins after it.
 *
 * @typedef {{before: number, after: number}} Dependency
 */

/** @typedef {import('../batch/outline.js').Node} Node */
/** @typedef {import('../run/run.js').Run} Run */

const LOWEST = 3
const HIGHEST = 24

/**
 * Returns the height of a row, so that all fit where that is possible.
 *
 * @param {number} rows
 * @param {number} height that is available
 */
export function rowHeight(rows, height) {
  return Math.max(LOWEST, Math.min(HIGHEST, Math.floor(height / Math.max(1, rows))))
}

/**
 * Returns the brackets of the groups, and what waits for what.
 *
 * @param {Run} run
 * @returns {{brackets: Bracket[], dependencies: Dependency[], depth: number}}
 */
export function structure(run) {
  /** @type {Bracket[]} */
  const brackets = []
  /** @type {Dependency[]} */
  const dependencies = []
  /** @type {Map<string, {first: number, last: number}>} */
  const spans = new Map()
  let next = 0
  let deepest = 0

  /** @param {Node} node @param {number} depth @returns {{first: number, last: number}} */
  function visit(node, depth) {
    const first = next
    if (node.kind === 'leaf') {
      next += /** @type {any[]} */ (run.rowsOf.get(node)).length
    } else {
      const drawn = depth >= 0
      const children = node.children.map((child) => visit(child, depth + 1))
      if (node.kind === 'sequence') {
        for (let i = 1; i < children.length; i++) follow(children[i - 1], children[i])
      }
      if (drawn && next > first) {
        brackets.push({ kind: node.kind, first, last: next - 1, depth })
        deepest = Math.max(deepest, depth + 1)
      }
    }
    const span = { first, last: next - 1 }
    const source = spans.get(node.from)
    if (source) follow(source, span)
    spans.set(node.id, span)
    return span
  }

  /** @param {{first: number, last: number}} before @param {{first: number, last: number}} after */
  function follow(before, after) {
    let latest = before.first
    for (let i = before.first; i <= before.last; i++) if (run.rows[i].endedMs > (run.rows[latest].endedMs || 0)) latest = i
    if (before.last >= before.first && after.last >= after.first) dependencies.push({ before: latest, after: after.first })
  }

  visit(run.root, run.root.kind === 'sequence' ? 0 : -1)
  return { brackets, dependencies, depth: deepest }
}

/**
 * Returns round times for an axis.
 *
 * @param {number} end in milliseconds
 * @param {number} most how many
 */
export function ticks(end, most) {
  const raw = end / most
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= raw) ?? raw
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => i * step)
}
