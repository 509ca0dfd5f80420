import { el } from '../dom.js'
import { contextAt } from '../json/context.js'
import { proposals } from '../json/schema.js'

/** @typedef {import('../json/schema.js').Proposal} Proposal */

const MOST = 9

/** A list below the caret with what may be typed there, by a schema. */
export class Completion {
  /**
   * @param {HTMLTextAreaElement} area
   * @param {(from: number, to: number, proposal: Proposal) => void} choose
   */
  constructor(area, choose) {
    this.area = area
    this.choose = choose
    this.list = el('ul', { class: 'completion', role: 'listbox', id: 'completion', 'aria-label': 'What may be typed here', hidden: true })
    /** @type {Proposal[]} */
    this.options = []
    this.active = 0
    this.from = 0
    this.to = 0
    /** @type {any} */
    this.document = null
  }

  get open() {
    return !this.list.hidden
  }

  /**
   * Shows what may be typed at the caret.
   *
   * @param {boolean} asked whether the user has asked for it; otherwise only within a word that is begun
   */
  update(asked) {
    const schema = this.document?.components?.schemas?.BatchRequest
    const context = contextAt(this.area.value, this.area.selectionStart)
    const options = schema && context.expects !== 'none' ? proposals(this.document, schema, context) : []
    if (options.length === 0 || (!asked && context.from === context.to) || (!asked && context.expects === 'value' && !context.prefix))
      return this.close()
    this.from = context.from
    this.to = context.to
    this.options = options.slice(0, MOST)
    this.active = 0
    this.#draw()
  }

  close() {
    this.list.hidden = true
    this.area.removeAttribute('aria-activedescendant')
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {boolean} whether the list has used the key
   */
  key(event) {
    if (!this.open) return false
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const size = this.options.length
      this.active = (this.active + (event.key === 'ArrowDown' ? 1 : size - 1)) % size
      this.#draw()
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      this.#take(this.active)
    } else if (event.key === 'Escape') {
      this.close()
    } else {
      return false
    }
    return true
  }

  /** @param {number} index */
  #take(index) {
    this.close()
    this.choose(this.from, this.to, this.options[index])
  }

  #draw() {
    this.list.hidden = false
    this.list.replaceChildren(
      ...this.options.map(({ label, about }, i) =>
        el(
          'li',
          {
            role: 'option',
            id: `option-${i}`,
            'aria-selected': String(i === this.active),
            onpointerdown: (/** @type {Event} */ event) => event.preventDefault(),
            onclick: () => this.#take(i)
          },
          el('code', {}, label),
          el('span', {}, about)
        )
      )
    )
    this.area.setAttribute('aria-activedescendant', `option-${this.active}`)
    const before = this.area.value.slice(0, this.from).split('\n')
    const style = getComputedStyle(this.area)
    const line = parseFloat(style.lineHeight)
    const char = parseFloat(style.fontSize) * 0.602
    const left = before[before.length - 1].length * char + parseFloat(style.paddingLeft) - this.area.scrollLeft
    this.list.style.top = `${before.length * line + parseFloat(style.paddingTop) - this.area.scrollTop}px`
    this.list.style.left = `${Math.max(4, Math.min(left, this.area.clientWidth - 300))}px`
  }
}
