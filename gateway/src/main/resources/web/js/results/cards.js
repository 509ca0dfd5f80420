import { el } from '../dom.js'
import { fate, look } from '../run/words.js'
import { sprite } from './sprites.js'
import { TYPE_COLOURS, typesOf } from './types.js'

/** @typedef {import('../run/run.js').Row} Row */

const SVG = 'http://www.w3.org/2000/svg'

/**
 * Returns a document's card.
 *
 * @param {Row} row
 * @param {(suggestion: string) => void} [choose] called when a suggestion is chosen; without it there are no buttons
 */
export function card(row, choose) {
  const name = typeof row.body?.name === 'string' ? row.body.name : row.label.replace(/^[a-z-]+\/(?=[^/?]+$)/, '')
  const kind = look(row)
  const ball = () => picture(typesOf(row.body), row.outcome)
  return el(
    'li',
    { class: `card ${kind}` },
    sprite(row, ball) ?? ball(),
    el('div', { class: 'card-text' }, el('strong', {}, name), row.problem ? problem(row, choose) : facts(row)),
    el('span', { class: 'card-fate' }, el('i', { class: `swatch ${kind}` }), fate(row))
  )
}

/** @param {Row} row */
function facts(row) {
  const types = typesOf(row.body)
  const rest = Object.entries(row.body ?? {}).filter(([name, value]) => !['name', 'id', 'types'].includes(name) && typeof value !== 'object')
  const parts = [
    ...(row.body?.id === undefined ? [] : [el('span', {}, `#${String(row.body.id).padStart(3, '0')}`)]),
    ...types.map(type),
    ...rest.slice(0, 3).map(([name, value]) => el('span', {}, `${name} ${value}`))
  ]
  return el('div', { class: 'facts' }, ...parts)
}

/** @param {string} name */
function type(name) {
  const dot = el('i', { class: 'dot' })
  dot.style.background = TYPE_COLOURS[name] ?? ''
  return el('span', {}, dot, name)
}

/** @param {Row} row @param {((suggestion: string) => void) | undefined} choose */
function problem(row, choose) {
  const { detail, suggestions = [], hint } = row.problem
  return el(
    'div',
    { class: 'facts' },
    el('span', {}, hint ?? detail ?? ''),
    ...(choose
      ? suggestions.map((/** @type {string} */ text) =>
          el('button', { type: 'button', class: 'small', onclick: () => choose(text) }, el('span', { class: 'hidden' }, 'Replace by '), text)
        )
      : suggestions.map((/** @type {string} */ text) => el('span', {}, text)))
  )
}

/**
 * Draws a ball in the colours of the types.
 *
 * @param {string[]} types
 * @param {string} outcome
 */
function picture(types, outcome) {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 40 40')
  svg.setAttribute('class', 'picture')
  svg.setAttribute('aria-hidden', 'true')
  const [top, bottom = top] = types.map((name) => TYPE_COLOURS[name] ?? '')
  const shapes = [
    ['path', { d: 'M4 19a16 16 0 0 1 32 0z', fill: top ?? 'var(--waiting)' }],
    ['path', { d: 'M4 21a16 16 0 0 0 32 0z', fill: bottom ?? 'var(--waiting)', opacity: types.length > 1 ? '1' : '0.55' }],
    ['circle', { cx: '20', cy: '20', r: '5.5', fill: 'var(--panel)' }],
    ['circle', { cx: '20', cy: '20', r: '3', fill: outcome === 'failed' ? 'var(--failed)' : 'var(--waiting)' }]
  ]
  for (const [tag, attributes] of /** @type {[string, Record<string, string>][]} */ (shapes)) {
    const shape = document.createElementNS(SVG, tag)
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value)
    svg.append(shape)
  }
  return svg
}
