/** @typedef {import('../run/run.js').Row} Row */

/**
 * Returns what a row is called: its document, and the name that this has.
 *
 * @param {Row} row
 */
export function labelOf(row) {
  const name = row.body?.name
  return typeof name === 'string' && !row.label.includes(name) ? `${name} · ${row.label}` : row.label
}

/**
 * Returns a label that fits: first without the resource, then without the end of a name, or the start of a key.
 *
 * @param {string} whole
 * @param {number} width
 * @param {(text: string) => number} measure returns how wide a text is
 */
export function shortened(whole, width, measure) {
  if (measure(whole) <= width) return whole
  const text = whole.replace(/^(.* · )?[\w-]+[/?]/, '$1')
  if (measure(text) <= width) return text
  const letters = Math.max(1, Math.floor((text.length * width) / measure(text)) - 1)
  return text.includes(' · ') ? `${text.slice(0, letters)}…` : `…${text.slice(-letters)}`
}
