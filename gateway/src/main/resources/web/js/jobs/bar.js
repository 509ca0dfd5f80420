import { el } from '../dom.js'

/** @typedef {import('./words.js').Job} Job */

const PARTS = /** @type {const} */ (['succeeded', 'failed', 'cancelled', 'skipped'])

/** How far a job is, as a bar with a part for each outcome. */
export class ProgressBar {
  /** @param {string} label */
  constructor(label) {
    this.parts = PARTS.map((name) => el('span', { class: `part ${name}` }))
    this.element = el('div', { class: 'progress', role: 'progressbar', 'aria-label': label, 'aria-valuemin': 0 }, ...this.parts)
  }

  /** @param {Job['progress']} progress @param {string} text */
  show(progress, text) {
    const total = Math.max(1, progress.total)
    PARTS.forEach((name, i) => (this.parts[i].style.width = `${(progress[name] / total) * 100}%`))
    this.element.setAttribute('aria-valuemax', String(total))
    this.element.setAttribute('aria-valuenow', String(PARTS.reduce((sum, name) => sum + progress[name], 0)))
    this.element.setAttribute('aria-valuetext', text)
  }
}
