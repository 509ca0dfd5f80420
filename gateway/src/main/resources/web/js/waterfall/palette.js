/** The looks of a document, in the order of the legend. */
export const LOOKS = /** @type {const} */ (['miss', 'hit', 'collapsed', 'revalidated', 'stale', 'failed', 'cancelled', 'skipped'])

/** Looks that are hatched, so that they differ by more than their colour. */
const HATCHED = new Set(['collapsed', 'revalidated', 'stale', 'cancelled'])

/**
 * The colours of the waterfall, from the properties of the style sheet.
 *
 * @typedef {object} Palette
 * @property {(look: string) => string | CanvasPattern} fill
 * @property {(name: string) => string} colour
 */

/**
 * Reads the colours that are in force: light or dark.
 *
 * @param {HTMLElement} element
 * @returns {Palette}
 */
export function palette(element) {
  const style = getComputedStyle(element)
  const fills = new Map()
  const colour = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim() || '#888'
  return {
    colour,
    fill(look) {
      if (!fills.has(look)) fills.set(look, HATCHED.has(look) ? hatch(colour(look), colour('panel')) : colour(look))
      return fills.get(look)
    }
  }
}

/** @param {string} colour @param {string} ground */
function hatch(colour, ground) {
  const tile = document.createElement('canvas')
  tile.width = tile.height = 8
  const context = /** @type {CanvasRenderingContext2D} */ (tile.getContext('2d'))
  context.fillStyle = colour
  context.fillRect(0, 0, 8, 8)
  context.strokeStyle = ground
  context.lineWidth = 2
  context.beginPath()
  for (const x of [-8, 0, 8]) {
    context.moveTo(x - 1, 9)
    context.lineTo(x + 9, -1)
  }
  context.stroke()
  return /** @type {CanvasPattern} */ (context.createPattern(tile, 'repeat'))
}
