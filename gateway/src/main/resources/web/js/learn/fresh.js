const SIZES = 997

/**
 * A source of documents that no cache holds.
 *
 * @typedef {object} Documents
 * @property {(count: number) => string[]} many returns its next documents
 * @property {number} number that no source before it had
 */

let size = Date.now() % SIZES

/**
 * Returns a source of documents: pages of a list, of another size for each source.
 *
 * @returns {Documents}
 */
export function freshDocuments() {
  size = (size + 1) % SIZES
  const number = size + 1
  let offset = 0
  return { number, many: (count) => Array.from({ length: count }, () => `pokemon?limit=${number}&offset=${offset++}`) }
}
