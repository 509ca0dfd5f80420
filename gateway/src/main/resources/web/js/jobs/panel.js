import { messageOf } from '../api/client.js'
import { byId } from '../dom.js'
import { Results, UNTRACED } from '../results/results.js'
import { follow, JobDocuments } from './documents.js'

const EVERY_MS = 300

/** The documents of the job that is open. */
export class DocumentsPanel {
  constructor() {
    this.host = byId('documents', HTMLElement)
    this.title = byId('documents-title', HTMLElement)
    this.note = byId('documents-note', HTMLElement)
    this.results = new Results(byId('results', HTMLElement), undefined, UNTRACED)
    this.stop = new AbortController()
  }

  close() {
    this.stop.abort()
    this.host.hidden = true
  }

  /**
   * Shows a job's documents, those that are still to come too.
   *
   * @param {string} id
   */
  async open(id) {
    this.stop.abort()
    const stop = new AbortController()
    this.stop = stop
    const documents = new JobDocuments()
    this.host.hidden = false
    this.host.dataset.state = 'running'
    this.title.textContent = `Documents of job ${id.slice(0, 8)}`
    this.note.textContent = 'In the order in which they are done.'
    this.results.show(documents)
    let timer = 0
    const draw = () => {
      timer = 0
      if (!stop.signal.aborted) this.results.show(documents)
    }
    try {
      await follow(`/v1/batches/${id}/results`, documents, stop.signal, () => (timer ||= setTimeout(draw, EVERY_MS)))
      if (documents.full) this.note.textContent = `The first ${documents.rows.length} that were done. Download them to have all.`
    } catch (failure) {
      this.note.textContent = messageOf(failure)
    }
    if (stop.signal.aborted) return
    this.host.dataset.state = 'done'
    draw()
  }
}
