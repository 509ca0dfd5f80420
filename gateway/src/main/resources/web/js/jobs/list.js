import { JobItem } from './item.js'

/** @typedef {import('./words.js').Job} Job */

/** The jobs, newest first. */
export class JobList {
  /**
   * @param {HTMLElement} host
   * @param {HTMLElement} title gets the focus when the job with the focus goes away
   * @param {(job: Job, action: import('./item.js').Action) => void} act
   */
  constructor(host, title, act) {
    this.host = host
    this.title = title
    this.act = act
    /** @type {Map<string, JobItem>} */
    this.items = new Map()
    this.open = ''
  }

  /**
   * Shows jobs as they are now.
   *
   * @param {Job[]} jobs
   */
  show(jobs) {
    const kept = new Set(jobs.map((job) => job.id))
    for (const id of [...this.items.keys()]) if (!kept.has(id)) this.#remove(id)
    let place = this.host.firstElementChild
    for (const job of jobs) {
      const item = this.items.get(job.id) ?? new JobItem(job, this.act)
      if (this.items.has(job.id)) item.update(job)
      if (item.element === place) place = place.nextElementSibling
      else this.host.insertBefore(item.element, place)
      this.items.set(job.id, item)
    }
    this.mark(this.open)
  }

  /** Marks the job whose documents are shown. @param {string} id empty if none are */
  mark(id) {
    this.open = id
    for (const item of this.items.values()) item.mark(item.job.id === id)
  }

  /** @param {string} id */
  #remove(id) {
    const { element } = /** @type {JobItem} */ (this.items.get(id))
    if (element.contains(document.activeElement)) this.title.focus()
    element.remove()
    this.items.delete(id)
  }
}
