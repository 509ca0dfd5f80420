/**
 * A token of JSON text, from `start` up to but without `end`.
 *
 * @typedef {object} Token
 * @property {'punctuation' | 'string' | 'number' | 'word' | 'other'} kind
 * @property {number} start
 * @property {number} end
 * @property {boolean} closed of a string, whether it has its closing quote
 */

const TOKEN = /([{}[\]:,])|("(?:[^"\\\n]|\\.)*"?)|(-?\d[\d.eE+-]*)|([A-Za-z_]+)|(\S)/g
const KINDS = /** @type {const} */ (['punctuation', 'string', 'number', 'word', 'other'])

/**
 * Splits text into tokens; text that is not JSON, too, as it is while somebody types.
 *
 * @param {string} text
 * @returns {Token[]}
 */
export function tokens(text) {
  return Array.from(text.matchAll(TOKEN), (match) => {
    const kind = KINDS[match.slice(1).findIndex((group) => group !== undefined)]
    const closed = kind !== 'string' || (match[0].length > 1 && /[^\\](\\\\)*"$/.test(match[0]))
    return { kind, start: match.index, end: match.index + match[0].length, closed }
  })
}
