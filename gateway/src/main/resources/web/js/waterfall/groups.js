/** @typedef {import('./palette.js').Palette} Palette */

/** How wide a bracket is, in pixels. */
export const BRACKET = 11

/**
 * What is drawn, and where: the rows begin at `top`, each is `step` high, and `x` is the place of a moment. All in pixels.
 *
 * @typedef {object} View
 * @property {CanvasRenderingContext2D} context
 * @property {number} width
 * @property {number} height
 * @property {number} step
 * @property {number} top
 * @property {number} left where the time axis begins
 * @property {(ms: number) => number} x
 * @property {boolean} labels whether the rows have labels
 * @property {number} depth how deep groups are nested
 */

/**
 * Draws the bracket of a group: an arrow for a sequence.
 *
 * @param {View} view
 * @param {Palette} palette
 * @param {import('./layout.js').Bracket} bracket
 */
export function drawBracket({ context, step, top }, palette, { kind, first, last, depth }) {
  const x = depth * BRACKET + 3.5
  const from = top + first * step + 2
  const to = top + (last + 1) * step - 3
  context.strokeStyle = palette.colour('quiet')
  context.lineWidth = 1.25
  context.beginPath()
  if (kind === 'sequence') {
    context.moveTo(x + 1, from)
    context.lineTo(x + 1, to)
    context.moveTo(x - 2, to - 4)
    context.lineTo(x + 1, to)
    context.lineTo(x + 4, to - 4)
  } else {
    context.moveTo(x + 5, from)
    context.lineTo(x, from)
    context.lineTo(x, to)
    context.lineTo(x + 5, to)
  }
  context.stroke()
  context.lineWidth = 1
}

/**
 * Draws a line from the end of a document to the start of the one that waited for it.
 *
 * @param {View} view
 * @param {Palette} palette
 * @param {import('../run/run.js').Row[]} rows
 * @param {import('./layout.js').Dependency} dependency
 */
export function drawDependency({ context, step, top, x }, palette, rows, { before, after }) {
  const from = rows[before]
  const to = rows[after]
  if (Number.isNaN(from.endedMs) || Number.isNaN(to.startedMs)) return
  const right = Math.round(x(from.endedMs)) + 0.5
  context.strokeStyle = palette.colour('quiet')
  context.setLineDash([2, 2])
  context.beginPath()
  context.moveTo(right, top + before * step + step / 2)
  context.lineTo(right, top + after * step + step / 2)
  context.lineTo(Math.max(right, x(to.startedMs)), top + after * step + step / 2)
  context.stroke()
  context.setLineDash([])
}
