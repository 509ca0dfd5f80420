import { tokens } from './tokens.js'

/**
 * What is being typed at a place in JSON text.
 *
 * @typedef {object} Context
 * @property {'name' | 'value' | 'none'} expects
 * @property {(string | number)[]} path of the object whose member is named, or of the value
 * @property {string} prefix what is typed of it so far, without quotes
 * @property {number} from where it begins, its quote included
 * @property {number} to where it ends
 * @property {string[]} names members that the object around it has before it
 */

/**
 * Finds what is being typed at an offset.
 *
 * @param {string} text
 * @param {number} offset
 * @returns {Context}
 */
export function contextAt(text, offset) {
  /** @type {{open: string, name: string | null, index: number, names: string[]}[]} */
  const stack = []
  /** @type {Context} */
  const none = { expects: 'none', path: [], prefix: '', from: offset, to: offset, names: [] }
  let expects = /** @type {Context['expects']} */ ('value')

  for (const token of tokens(text)) {
    const touches =
      token.kind !== 'punctuation' &&
      token.start < offset &&
      (offset < token.end || (offset === token.end && !(token.kind === 'string' && token.closed)))
    if (touches || token.start >= offset) {
      if (touches) return at(token.start, token.end, text.slice(token.start, offset).replace(/^"/, ''))
      break
    }
    const top = stack[stack.length - 1]
    const word = text.slice(token.start, token.end)
    if (word === '{' || word === '[') {
      stack.push({ open: word, name: null, index: 0, names: [] })
      expects = word === '{' ? 'name' : 'value'
    } else if (word === '}' || word === ']') {
      stack.pop()
      expects = 'none'
    } else if (word === ',' && top) {
      if (top.open === '[') top.index++
      top.name = null
      expects = top.open === '{' ? 'name' : 'value'
    } else if (word === ':') {
      expects = 'value'
    } else if (token.kind === 'string' && top?.open === '{' && expects === 'name') {
      top.name = word.slice(1, -1)
      top.names.push(top.name)
      expects = 'none'
    } else {
      expects = 'none'
    }
  }
  return at(offset, offset, '')

  /** @param {number} from @param {number} to @param {string} prefix @returns {Context} */
  function at(from, to, prefix) {
    if (expects === 'none' || stack.length === 0) return none
    const levels = expects === 'name' ? stack.slice(0, -1) : stack
    const path = levels.map((level) => (level.open === '[' ? level.index : (level.name ?? '')))
    return { expects, path, prefix, from, to, names: stack[stack.length - 1].names }
  }
}
