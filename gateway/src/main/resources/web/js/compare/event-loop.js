import { events } from '../api/client.js'

const AGAIN_MS = 2_000

/**
 * Shows the ticks of the gateway's event loop while the page is seen: its counter, and how late its timers are. Its batches run on
 * this loop, so it shows whether waiting for documents keeps anything else waiting.
 *
 * @param {HTMLElement} count
 * @param {HTMLElement} late
 */
export function watchEventLoop(count, late) {
  let stop = new AbortController()
  let most = 0
  const watch = async () => {
    stop.abort()
    if (document.hidden) return
    const { signal } = (stop = new AbortController())
    try {
      for await (const { data } of events('/v1/ticks', signal)) {
        most = Math.max(most * 0.98, data.lateMs)
        count.textContent = String(data.tick)
        late.textContent = `${Math.round(most)} ms`
      }
    } catch {
      late.textContent = '–'
    }
    if (!signal.aborted) setTimeout(watch, AGAIN_MS)
  }
  document.addEventListener('visibilitychange', watch)
  addEventListener('keychanged', watch)
  watch()
}
