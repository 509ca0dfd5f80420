import { duration, el } from '../dom.js'
import { look } from '../run/words.js'
import { BRACKET, drawBracket, drawDependency } from './groups.js'
import { labelOf, shortened } from './label.js'
import { rowHeight, structure, ticks } from './layout.js'
import { palette } from './palette.js'
import { showTip } from './tip.js'

/** @typedef {import('../run/run.js').Run} Run */
/** @typedef {import('../run/run.js').Row} Row */
/** @typedef {import('./groups.js').View} View */

const AXIS = 26
const MOST_HEIGHT = 470
const LABELS_FROM = 11
const SHORTEST = 60

/** Draws a run, one row a document: when it was queued, asked for, first received and ended. Only the visible rows are drawn. */
export class Waterfall {
  /**
   * @param {HTMLElement} host
   * @param {string} [name] for people who do not see it
   */
  constructor(host, name = 'The run of the batch') {
    this.host = host
    this.name = name
    this.canvas = el('canvas', { tabindex: 0, role: 'img', 'aria-label': name })
    this.spacer = el('div', { class: 'waterfall-spacer' })
    this.scroller = el('div', { class: 'waterfall' }, this.canvas, this.spacer)
    this.tip = el('div', { class: 'tip', hidden: true })
    host.replaceChildren(this.scroller, this.tip)
    this.palette = palette(host)
    /** @type {Run | null} */
    this.run = null
    this.now = 0
    this.end = 0
    this.selected = -1
    this.mostHeight = MOST_HEIGHT
    /** How deep groups are nested at least: pictures of one axis begin at one place. */
    this.leastDepth = 0
    this.scroller.addEventListener('scroll', () => this.draw())
    new ResizeObserver(() => this.draw()).observe(host)
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      this.palette = palette(host)
      this.draw()
    })
    this.canvas.addEventListener('pointermove', (event) => this.#select(this.#rowAt(event.offsetY)))
    this.canvas.addEventListener('pointerleave', () => this.#select(-1))
    this.canvas.addEventListener('blur', () => this.#select(-1))
    this.canvas.addEventListener('keydown', (event) => this.#key(event))
  }

  /**
   * Draws a run at a moment.
   *
   * @param {Run} run
   * @param {number} now in milliseconds since the run began
   * @param {number} [end] of the time axis, if it is shared with others
   */
  show(run, now, end) {
    this.run = run
    this.now = now
    const wanted = end ?? (run.running ? Math.max(SHORTEST, now * 1.15) : Math.max(1, now * 1.02))
    this.end = run.running && end === undefined ? Math.max(this.end * (now < 50 ? 0 : 1), wanted) : wanted
    this.draw()
  }

  draw() {
    if (!this.run) return
    const run = this.run
    const width = this.host.clientWidth
    const step = rowHeight(run.rows.length, this.mostHeight - AXIS)
    const inner = run.rows.length * step
    const height = Math.min(this.mostHeight, inner + AXIS + 4)
    const context = this.#prepared(width, height, inner + AXIS + 4)
    if (!context || width === 0) return
    const { brackets, dependencies, ...groups } = structure(run)
    const depth = Math.max(this.leastDepth, groups.depth)
    const labels = step >= LABELS_FROM
    const left = depth * BRACKET + (labels ? Math.min(170, width * 0.3) : 12)
    const scale = (width - left - 14) / this.end
    const top = AXIS - this.scroller.scrollTop
    const view = { context, width, height, step, top, left, x: (/** @type {number} */ ms) => left + ms * scale, labels, depth }
    this.view = view
    this.#axis(view)
    context.save()
    context.beginPath()
    context.rect(0, AXIS, width, height - AXIS)
    context.clip()
    const first = Math.max(0, Math.floor((AXIS - top) / step))
    const last = Math.min(run.rows.length - 1, Math.ceil((height - top) / step))
    for (let i = first; i <= last; i++) this.#row(view, run.rows[i], i)
    for (const bracket of brackets) drawBracket(view, this.palette, bracket)
    for (const dependency of dependencies) drawDependency(view, this.palette, run.rows, dependency)
    context.restore()
    if (run.running) this.#now(view)
  }

  /** @param {number} width @param {number} height @param {number} whole */
  #prepared(width, height, whole) {
    const ratio = devicePixelRatio || 1
    const pixels = [Math.round(width * ratio), Math.round(height * ratio)]
    if (this.canvas.width !== pixels[0] || this.canvas.height !== pixels[1]) {
      ;[this.canvas.width, this.canvas.height] = pixels
      this.canvas.style.width = `${width}px`
      this.canvas.style.height = `${height}px`
    }
    this.scroller.style.height = `${height}px`
    this.spacer.style.height = `${whole - height}px`
    const context = this.canvas.getContext('2d')
    context?.setTransform(ratio, 0, 0, ratio, 0, 0)
    context?.clearRect(0, 0, width, height)
    return context
  }

  /** @param {View} view */
  #axis({ context, width, height, x }) {
    context.font = '11px system-ui, sans-serif'
    context.textAlign = 'center'
    context.textBaseline = 'alphabetic'
    for (const at of ticks(this.end, Math.max(2, Math.floor(width / 150)))) {
      context.fillStyle = this.palette.colour('rule')
      context.fillRect(Math.round(x(at)), AXIS - 6, 1, height)
      context.fillStyle = this.palette.colour('quiet')
      context.fillText(at === 0 ? '0' : duration(at), Math.min(width - 24, x(at)), AXIS - 11)
    }
  }

  /** @param {View} view @param {Row} row @param {number} index */
  #row({ context, width, step, top, left, x, labels, depth }, row, index) {
    const y = top + index * step
    const gap = step > 8 ? 4 : step > 4 ? 1 : 0.5
    const thick = step - gap
    const kind = look(row)
    if (index === this.selected) {
      context.fillStyle = this.palette.colour('selected')
      context.fillRect(depth * BRACKET, y, width, step)
    }
    if (labels) {
      context.fillStyle = this.palette.colour(row.outcome === 'failed' ? 'failed-text' : 'ink')
      context.textAlign = 'left'
      context.textBaseline = 'middle'
      context.font = `${Math.min(12.5, step - 1)}px system-ui, sans-serif`
      const label = shortened(labelOf(row), left - depth * BRACKET - 12, (text) => context.measureText(text).width)
      context.fillText(label, depth * BRACKET + 2, y + step / 2)
    }
    const neverAsked = (/** @type {number} */ at) => {
      if (row.outcome !== 'skipped' && row.outcome !== 'failed') return
      this.#outline(context, at, y + gap / 2, 10, thick)
      if (labels) this.#mark(context, kind, at + 19, y + step / 2)
    }
    if (Number.isNaN(row.queuedMs)) {
      neverAsked(left)
      return
    }
    const end = Number.isNaN(row.endedMs) ? this.now : row.endedMs
    const started = Number.isNaN(row.startedMs) ? end : row.startedMs
    if (started > row.queuedMs) {
      context.fillStyle = this.palette.colour('waiting')
      const line = Math.max(1, Math.min(2, thick / 4))
      context.fillRect(x(row.queuedMs), y + step / 2 - line / 2, x(started) - x(row.queuedMs), line)
    }
    if (Number.isNaN(row.startedMs)) {
      neverAsked(x(end))
      return
    }
    const first = Number.isNaN(row.firstByteMs) ? end : Math.max(started, Math.min(end, row.firstByteMs))
    const wide = Math.max(2, x(end) - x(started))
    context.fillStyle = this.palette.fill(row.state === 'ended' ? kind : 'asked')
    context.globalAlpha = row.state === 'ended' ? 1 : 0.8
    rounded(context, x(started), y + gap / 2, wide, thick)
    context.globalAlpha = 1
    if (first < end && step > 6) {
      context.fillStyle = this.palette.colour('body')
      context.fillRect(x(first), y + gap / 2, Math.max(1.5, x(end) - x(first)), thick)
    }
    if (labels && row.state === 'ended') this.#mark(context, kind, x(started) + wide + 9, y + step / 2)
  }

  /** A mark says the outcome to those who cannot tell the colours. @param {CanvasRenderingContext2D} context @param {string} kind @param {number} x @param {number} y */
  #mark(context, kind, x, y) {
    const mark = { failed: '✕', cancelled: '⊘', hit: '◆', stale: '◇', collapsed: '⤳', revalidated: '✓' }[kind]
    if (!mark) return
    context.fillStyle = this.palette.colour(kind === 'failed' ? 'failed-text' : 'quiet')
    context.textAlign = 'center'
    context.font = '11px system-ui, "DejaVu Sans", sans-serif'
    context.fillText(mark, x, y)
  }

  /** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} wide @param {number} thick */
  #outline(context, x, y, wide, thick) {
    context.strokeStyle = this.palette.colour('skipped')
    context.setLineDash([2, 2])
    context.strokeRect(x + 0.5, y + 0.5, wide, Math.max(1, thick - 1))
    context.setLineDash([])
  }

  /** @param {View} view */
  #now({ context, height, x }) {
    context.fillStyle = this.palette.colour('accent')
    context.fillRect(Math.round(x(this.now)), AXIS - 6, 1.5, height)
  }

  /** @param {number} y */
  #rowAt(y) {
    if (!this.run || !this.view || y < AXIS) return -1
    const index = Math.floor((y - this.view.top) / this.view.step)
    return index < this.run.rows.length ? index : -1
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -1e9, End: 1e9 }[event.key]
    if (move === undefined || !this.run || !this.view) return
    event.preventDefault()
    this.#select(Math.max(0, Math.min(this.run.rows.length - 1, this.selected + move)))
    const y = this.selected * this.view.step
    const seen = this.scroller.clientHeight - AXIS
    if (y < this.scroller.scrollTop) this.scroller.scrollTop = y
    if (y + this.view.step > this.scroller.scrollTop + seen) this.scroller.scrollTop = y + this.view.step - seen
  }

  /** @param {number} index */
  #select(index) {
    if (index === this.selected || !this.run || !this.view) return
    this.selected = index
    const row = this.run.rows[index]
    const y = this.view.top + (index + 1) * this.view.step
    this.canvas.setAttribute('aria-label', showTip(this.tip, row, y, this.host.clientHeight) || this.name)
    this.draw()
  }

  /** @type {View | undefined} */
  view
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} wide @param {number} high */
function rounded(context, x, y, wide, high) {
  if (high < 5) return context.fillRect(x, y, wide, high)
  context.beginPath()
  context.roundRect(x, y, wide, high, 3)
  context.fill()
}
