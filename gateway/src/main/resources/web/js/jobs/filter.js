import { el } from '../dom.js'

const STATES = /** @type {const} */ ([
  ['', 'All'],
  ['queued', 'Waiting'],
  ['running', 'Running'],
  ['ended', 'Ended']
])

/** Buttons of which one is pressed: the state that the shown jobs have. */
export class JobFilter {
  /** @param {HTMLElement} host @param {() => void} changed */
  constructor(host, changed) {
    /** @type {string} empty for all */
    this.state = ''
    this.buttons = STATES.map(([state, text]) =>
      el(
        'button',
        { type: 'button', class: 'chip', 'data-state': state, 'aria-pressed': String(!state), onclick: () => this.#choose(state, changed) },
        text
      )
    )
    host.append(...this.buttons)
  }

  /** The query of a list of these jobs, which further parameters may precede. */
  get query() {
    return this.state ? `&state=${this.state}` : ''
  }

  /** @param {string} state @param {() => void} changed */
  #choose(state, changed) {
    this.state = state
    for (const button of this.buttons) button.setAttribute('aria-pressed', String(button.dataset.state === state))
    changed()
  }
}
