import { messageOf, runBatch } from '../api/client.js'
import { parseBatch } from '../batch/parse.js'
import { byId, counted, duration } from '../dom.js'
import { Results, UNTRACED } from '../results/results.js'
import { Run } from '../run/run.js'

/** Runs a collection, and shows its documents. */
export class Runner {
  /** @param {(text: string) => void} tell says what has happened */
  constructor(tell) {
    this.tell = tell
    this.host = byId('results', HTMLElement)
    this.results = new Results(this.host, undefined, UNTRACED)
    this.stop = byId('stop', HTMLButtonElement)
    this.controller = new AbortController()
    this.stop.addEventListener('click', () => this.controller.abort())
  }

  /** Stops the run, and hides its documents. */
  clear() {
    this.controller.abort()
    this.controller = new AbortController()
    this.stop.disabled = true
    this.host.hidden = true
  }

  /**
   * @param {string} path of the collection's runs
   * @param {string} text the batch that is stored
   */
  async run(path, text) {
    this.controller.abort()
    const controller = new AbortController()
    this.controller = controller
    const run = new Run(parseBatch(text))
    const startedAt = performance.now()
    const clock = () => performance.now() - startedAt
    this.host.hidden = false
    this.stop.disabled = false
    this.tell('Runs.')
    try {
      for await (const line of runBatch('', controller.signal, path)) {
        run.take(line, clock())
        this.results.show(run)
      }
      if (run.running) run.end(clock())
      const counts = Object.entries(run.counts()).filter(([, count]) => count)
      this.tell(`Done: ${counts.map(([name, count]) => `${counted(count, 'document')} ${name}`).join(', ')}, in ${duration(run.endedAt)}.`)
    } catch (failure) {
      run.stop(clock())
      if (this.controller === controller) this.tell(controller.signal.aborted ? 'Stopped.' : messageOf(failure))
    }
    if (this.controller !== controller) return
    this.stop.disabled = true
    this.results.show(run)
  }
}
