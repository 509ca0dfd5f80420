/**
 * Returns a document as cells of a table: dotted paths of its values, arrays joined by commas.
 *
 * @param {any} value
 * @param {string} [path]
 * @param {Map<string, string>} [cells]
 * @returns {Map<string, string>}
 */
export function flatten(value, path = '', cells = new Map()) {
  if (Array.isArray(value)) {
    value.forEach((item) => flatten(item, path, cells))
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) flatten(member, path ? `${path}.${name}` : name, cells)
  } else {
    const before = cells.get(path)
    cells.set(path, before === undefined ? String(value) : `${before}, ${value}`)
  }
  return cells
}
