import { el } from '../dom.js'
import { ProgressBar } from './bar.js'
import { progressText, shortId, standing, standingText, timeText } from './words.js'

/** @typedef {import('./words.js').Job} Job */
/** @typedef {'cancel' | 'retry' | 'delete' | 'csv' | 'ndjson'} Action */

const ACTIONS = /** @type {[Action, string][]} */ ([
  ['cancel', 'Cancel'],
  ['retry', 'Retry the rest'],
  ['csv', 'CSV'],
  ['ndjson', 'NDJSON'],
  ['delete', 'Delete']
])

/** A job in the list. It is changed and not replaced, so that it keeps the focus. */
export class JobItem {
  /**
   * @param {Job} job
   * @param {(job: Job, action: Action) => void} act
   */
  constructor(job, act) {
    this.job = job
    const name = `Job ${shortId(job)}`
    this.link = el('a', { href: `#${job.id}`, class: 'job-name' }, name)
    this.standing = el('strong', { class: 'standing' })
    this.progress = el('span')
    this.about = el('p', { class: 'note' })
    this.bar = new ProgressBar(`Progress of ${name}`)
    this.buttons = new Map(
      ACTIONS.map(([action, title]) => [action, el('button', { type: 'button', class: 'small', onclick: () => act(this.job, action) }, title)])
    )
    const head = el('div', { class: 'row' }, this.link, el('span', { class: 'space' }), this.standing)
    const actions = el('div', { class: 'row', role: 'group', 'aria-label': name }, ...this.buttons.values())
    this.element = el('li', { class: 'panel job', 'data-id': job.id }, head, this.bar.element, this.progress, this.about, actions)
    this.update(job)
  }

  /** @param {Job} job */
  update(job) {
    this.job = job
    const text = progressText(job)
    this.element.dataset.standing = standing(job)
    this.standing.textContent = standingText(job)
    this.progress.textContent = text
    this.bar.show(job.progress, text)
    this.about.textContent = about(job)
    const ended = job.state === 'ended'
    this.#offer('cancel', job.state === 'queued' || job.state === 'running')
    this.#offer('retry', ended && !job.complete)
    this.#offer('delete', ended)
  }

  /** @param {boolean} open */
  mark(open) {
    if (open) this.link.setAttribute('aria-current', 'true')
    else this.link.removeAttribute('aria-current')
  }

  /** Shows or hides a button; what hides gives the focus to the job's link. @param {Action} action @param {boolean} possible */
  #offer(action, possible) {
    const button = /** @type {HTMLButtonElement} */ (this.buttons.get(action))
    if (!possible && document.activeElement === button) this.link.focus()
    button.hidden = !possible
  }
}

/** @param {Job} job */
function about({ owner, createdAt, expiresAt, retryOf, problem }) {
  const parts = [
    owner && `of ${owner}`,
    `started ${timeText(createdAt)}`,
    retryOf && `repeats ${retryOf.slice(0, 8)}`,
    expiresAt && `kept until ${timeText(expiresAt)}`
  ]
  const text = parts.filter(Boolean).join(', ')
  return problem ? `${problem.detail ?? problem.title} (${text})` : text
}
