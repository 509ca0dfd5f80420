import { el } from '../dom.js'

/**
 * Returns the paragraphs and lists of a description. Of Markdown it knows paragraphs, lists and code.
 *
 * @param {string} text
 * @returns {HTMLElement[]}
 */
export function prose(text) {
  return text
    .split(/\n\s*\n/)
    .filter((block) => block.trim())
    .map((block) => {
      const items = block.trim().split(/\n(?=\s*- )/)
      if (!items[0].trim().startsWith('- ')) return el('p', {}, ...spans(block))
      return el('ul', {}, ...items.map((item) => el('li', {}, ...spans(item.trim().slice(2)))))
    })
}

/** @param {string} text */
function spans(text) {
  const parts = text.replace(/\s+/g, ' ').split('`')
  return parts.map((part, i) => (i % 2 ? el('code', {}, part) : part))
}
