import { tokens } from './tokens.js'

/** @typedef {{start: number, end: number}} Span */

/**
 * Returns where each value is in JSON text, by its JSON pointer (RFC 6901). A member is found from its name to the end of its value.
 *
 * @param {string} text valid JSON, or a beginning of it
 * @returns {Map<string, Span>}
 */
export function locate(text) {
  const found = new Map()
  const all = tokens(text)
  let next = 0

  /** @param {string} pointer @param {number} [start] */
  function value(pointer, start) {
    const first = all[next]
    if (!first) return
    const open = text[first.start]
    next++
    if (first.kind === 'punctuation' && (open === '{' || open === '[')) {
      let index = 0
      const close = open === '{' ? '}' : ']'
      while (all[next] && text[all[next].start] !== close) {
        const before = next
        if (open === '{') member(pointer)
        else value(`${pointer}/${index++}`)
        if (all[next] && text[all[next].start] === ',') next++
        if (next === before) next++
      }
      next++
    }
    const last = all[Math.min(next, all.length) - 1]
    found.set(pointer, { start: start ?? first.start, end: last.end })
  }

  /** @param {string} pointer */
  function member(pointer) {
    const name = all[next]
    if (name.kind !== 'string' || !name.closed) return
    next++
    if (all[next] && text[all[next].start] === ':') next++
    value(`${pointer}/${escape(string(text.slice(name.start, name.end)))}`, name.start)
  }

  value('')
  return found
}

/**
 * Returns where a fault is. If its value is not there, where the nearest value around it begins.
 *
 * @param {string} text
 * @param {string} pointer
 * @returns {Span}
 */
export function spanOf(text, pointer) {
  const spans = locate(text)
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const span = spans.get(at)
    if (span) return at === pointer ? span : { start: span.start, end: Math.min(span.end, span.start + 1) }
    if (!at.includes('/')) return { start: 0, end: Math.min(1, text.length) }
  }
}

/**
 * Returns the offset of a line and a column, both from 1.
 *
 * @param {string} text
 * @param {number} line
 * @param {number} column
 */
export function offsetOf(text, line, column) {
  const lines = text.split('\n')
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0)
  return Math.min(text.length, before + column - 1)
}

/** @param {string} quoted */
function string(quoted) {
  try {
    return /** @type {string} */ (JSON.parse(quoted))
  } catch {
    return quoted.slice(1, -1)
  }
}

/** @param {string} name */
function escape(name) {
  return name.replace(/~/g, '~0').replace(/\//g, '~1')
}
