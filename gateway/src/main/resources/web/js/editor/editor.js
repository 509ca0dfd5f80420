import { byId, el } from '../dom.js'
import { offsetOf, spanOf } from '../json/locate.js'
import { Completion } from './completion.js'
import { highlight } from './highlight.js'

/** @typedef {import('../json/locate.js').Span} Span */

/** An editor of JSON: a text area over coloured text, with completion, and faults underlined where the gateway found them. */
export class Editor {
  /**
   * @param {() => Promise<any>} description gets the OpenAPI document; called when the editor is first used
   */
  constructor(description) {
    this.area = byId('batch', HTMLTextAreaElement)
    this.under = el('pre', { class: 'editor-under', 'aria-hidden': 'true' })
    this.list = el('ul', { class: 'faults', 'aria-label': 'Faults', 'aria-live': 'polite' })
    /** @type {Span[]} */
    this.faults = []
    /** @type {() => void} */
    this.onchange = () => {}
    this.completion = new Completion(this.area, (from, to, { text, caret }) => {
      this.#insert(from, to, text)
      this.area.selectionStart = this.area.selectionEnd = from + text.length - caret
      this.area.focus()
    })
    const box = /** @type {HTMLElement} */ (this.area.parentElement)
    box.prepend(this.under)
    box.append(this.completion.list)
    box.after(this.list)
    this.area.addEventListener('input', () => {
      this.clearFaults()
      this.completion.update(false)
      this.onchange()
    })
    this.area.addEventListener('scroll', () => this.#align())
    this.area.addEventListener('blur', () => this.completion.close())
    this.area.addEventListener('keydown', (event) => this.#key(event))
    this.area.addEventListener('focus', () => this.#learn(description), { once: true })
    new ResizeObserver(() => this.#align()).observe(this.area)
    this.#draw()
  }

  get text() {
    return this.area.value
  }

  set text(text) {
    this.area.value = text
    this.clearFaults()
    this.onchange()
  }

  /**
   * Replaces a value, so that it can be undone.
   *
   * @param {string} pointer
   * @param {string} json
   */
  replace(pointer, json) {
    const { start, end } = spanOf(this.text, pointer)
    this.#insert(start, end, json)
  }

  clearFaults() {
    this.faults = []
    this.list.replaceChildren()
    this.area.removeAttribute('aria-invalid')
    this.#draw()
  }

  /**
   * Shows the faults of a problem at their places.
   *
   * @param {any} problem with `errors` and their pointers, or with `line` and `column`
   */
  showFaults(problem) {
    const errors = problem.errors ?? []
    const spans = errors.map((/** @type {any} */ error) => spanOf(this.text, error.pointer ?? ''))
    if (problem.line) {
      const at = offsetOf(this.text, problem.line, problem.column ?? 1)
      spans.push({ start: Math.max(0, Math.min(at, this.text.length - 1)), end: at + 1 })
    }
    this.faults = spans
    const words = errors.length
      ? errors.map((/** @type {any} */ error) => `${error.pointer || 'the batch'} ${error.detail}`)
      : [problem.detail ?? problem.title]
    this.list.replaceChildren(
      ...words.map((/** @type {string} */ text, /** @type {number} */ i) =>
        el('li', {}, spans[i] ? el('button', { type: 'button', class: 'link', onclick: () => this.#select(spans[i]) }, text) : text)
      )
    )
    this.area.setAttribute('aria-invalid', 'true')
    this.#draw()
  }

  /** @param {() => Promise<any>} description */
  async #learn(description) {
    this.completion.document = await description().catch(() => null)
    if (document.activeElement === this.area) this.completion.update(false)
  }

  /** @param {Span} span */
  #select(span) {
    this.area.focus()
    this.area.setSelectionRange(span.start, span.end)
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (this.completion.key(event)) {
      event.preventDefault()
    } else if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault()
      this.completion.update(true)
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      const { selectionStart: from, selectionEnd: to } = this.area
      const line = this.text.slice(this.text.lastIndexOf('\n', from - 1) + 1, from)
      const indent = /^\s*/.exec(line)?.[0] ?? ''
      this.#insert(from, to, `\n${indent}${/[[{]\s*$/.test(line) ? '  ' : ''}`)
    }
  }

  /** Typing by a command keeps the browser's undo. @param {number} from @param {number} to @param {string} text */
  #insert(from, to, text) {
    this.area.focus()
    this.area.setSelectionRange(from, to)
    if (!document.execCommand('insertText', false, text)) this.area.setRangeText(text, from, to, 'end')
    this.clearFaults()
    this.onchange()
  }

  #draw() {
    highlight(this.under, this.text, this.faults)
    this.#align()
  }

  #align() {
    this.under.scrollTop = this.area.scrollTop
    this.under.scrollLeft = this.area.scrollLeft
  }
}
