import { el } from '../dom.js'
import { tokens } from '../json/tokens.js'

/** @typedef {import('../json/locate.js').Span} Span */

/**
 * Draws JSON text with its tokens in colours, and underlines faults.
 *
 * @param {HTMLElement} under
 * @param {string} text
 * @param {Span[]} faults
 */
export function highlight(under, text, faults) {
  const parts = []
  let at = 0
  for (const { kind, start, end } of tokens(text)) {
    if (start > at) parts.push(piece(text, at, start, '', faults))
    const name = kind === 'string' && /^\s*:/.test(text.slice(end)) ? 'name' : kind
    parts.push(piece(text, start, end, name, faults))
    at = end
  }
  parts.push(piece(text, at, text.length, '', faults), '\n')
  under.replaceChildren(...parts)
}

/** @param {string} text @param {number} start @param {number} end @param {string} kind @param {Span[]} faults */
function piece(text, start, end, kind, faults) {
  const wrong = faults.some((fault) => fault.start < end && start < fault.end) && text.slice(start, end).trim()
  const classes = [kind && kind !== 'punctuation' ? `t-${kind}` : '', wrong ? 'fault' : ''].filter(Boolean).join(' ')
  return classes ? el('span', { class: classes }, text.slice(start, end)) : text.slice(start, end)
}
