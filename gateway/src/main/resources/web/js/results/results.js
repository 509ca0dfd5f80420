import { el } from '../dom.js'
import { card } from './cards.js'
import { documentTable, timeTable } from './tables.js'

/** @typedef {import('../run/run.js').Row} Row */

/**
 * What can be shown: documents that arrive.
 *
 * @typedef {object} Documents
 * @property {Row[]} rows
 * @property {boolean} running whether more may arrive
 * @property {(row: Row) => boolean} isAlone whether a document is all of its step, so that another name can replace it
 */

const VIEWS = /** @type {const} */ ([
  ['cards', 'Cards'],
  ['table', 'Table'],
  ['json', 'JSON'],
  ['times', 'Times']
])
/** The views of documents that have no trace. */
export const UNTRACED = VIEWS.slice(0, 3)
const MOST_CARDS = 300
const MOST_TEXT = 200_000
const EVERY_MS = 250

/** Documents: as cards, as a table, as JSON, and their times. Redrawn a few times a second while they arrive. */
export class Results {
  /**
   * @param {HTMLElement} host
   * @param {(row: Row, suggestion: string) => void} [choose] called when a suggestion is chosen; without it there are no buttons
   * @param {readonly (readonly [string, string])[]} [views] their ids and titles
   */
  constructor(host, choose, views = VIEWS) {
    this.choose = choose
    this.views = views
    /** @type {string} */
    this.view = 'cards'
    this.drawnAt = 0
    /** @type {Documents | undefined} */
    this.run = undefined
    /** @type {Map<Row, HTMLElement>} */
    this.cards = new Map()
    this.tabs = views.map(([id, title]) =>
      el('button', { type: 'button', role: 'tab', id: `tab-${id}`, 'aria-controls': 'results-panel', onclick: () => this.open(id) }, title)
    )
    const list = el('div', {
      role: 'tablist',
      'aria-label': 'Results',
      class: 'tabs',
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event)
    })
    list.append(...this.tabs)
    this.panel = el('div', { role: 'tabpanel', id: 'results-panel', class: 'results-panel' })
    host.replaceChildren(list, this.panel)
    this.open('cards')
  }

  /** @param {string} view */
  open(view) {
    this.view = view
    this.tabs.forEach((tab, i) => {
      const chosen = this.views[i][0] === view
      tab.setAttribute('aria-selected', String(chosen))
      tab.tabIndex = chosen ? 0 : -1
    })
    this.panel.setAttribute('aria-labelledby', `tab-${view}`)
    this.panel.replaceChildren()
    this.cards.clear()
    if (this.run) this.#draw(this.run)
  }

  /**
   * Shows documents as they are now.
   *
   * @param {Documents} run
   */
  show(run) {
    if (this.run !== run) {
      this.run = run
      this.cards.clear()
      this.panel.replaceChildren()
    } else if (run.running && performance.now() - this.drawnAt < EVERY_MS) {
      return
    }
    this.#draw(run)
  }

  /** @param {Documents} run */
  #draw(run) {
    this.drawnAt = performance.now()
    const rows = run.rows.filter((row) => row.state === 'ended')
    if (this.view === 'cards') this.#drawCards(run)
    if (this.view === 'table') this.panel.replaceChildren(documentTable(rows))
    if (this.view === 'times') this.panel.replaceChildren(timeTable(run.running ? rows : run.rows))
    if (this.view === 'json') this.panel.replaceChildren(json(rows))
  }

  /** @param {Documents} run */
  #drawCards(run) {
    const list = this.panel.querySelector('ul') ?? this.panel.appendChild(el('ul', { class: 'cards' }))
    const rows = run.rows.filter((row) => row.state === 'ended').slice(0, MOST_CARDS)
    let place = list.firstElementChild
    for (const row of rows) {
      const old = this.cards.get(row)
      const now = old ?? this.#card(run, row)
      if (!old) {
        this.cards.set(row, now)
        list.insertBefore(now, place)
      } else {
        place = now.nextElementSibling
      }
    }
    const more = run.rows.length - MOST_CARDS
    if (!run.running && more > 0) list.append(el('li', { class: 'more' }, `and ${more} more: see the table`))
  }

  /** @param {Documents} run @param {Row} row */
  #card(run, row) {
    const { choose } = this
    return card(row, choose && run.isAlone(row) ? (text) => choose(row, text) : undefined)
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!move) return
    const at = this.views.findIndex(([id]) => id === this.view)
    const next = (at + move + this.views.length) % this.views.length
    this.open(this.views[next][0])
    this.tabs[next].focus()
  }
}

/** @param {Row[]} rows */
function json(rows) {
  const parts = rows.map(({ label, status, outcome, cache, body, problem }) => ({
    get: label,
    status,
    outcome,
    ...(problem ? { problem } : { cache, body })
  }))
  const text = JSON.stringify(parts, null, 2)
  const shown = text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}\n…` : text
  return el('pre', { class: 'code', tabindex: 0, 'aria-label': 'Documents as JSON', role: 'region' }, shown)
}
