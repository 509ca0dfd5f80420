import { events } from '../api/client.js'

const AGAIN_MS = 2_000

/** Further event loops are told of together. */
const MOST_SHOWN = 8

/**
 * Shows the ticks of the gateway while the page is seen: their count, and how late the timers of each of its event loops are. Batches
 * run on these loops, so they show whether waiting for documents keeps anything else waiting.
 *
 * @param {HTMLElement} count
 * @param {HTMLElement} late
 */
export function watchEventLoops(count, late) {
  let stop = new AbortController()
  /** @type {number[]} */
  let most = []
  const watch = async () => {
    stop.abort()
    if (document.hidden) return
    const { signal } = (stop = new AbortController())
    try {
      for await (const { data } of events('/v1/ticks', signal)) {
        most = data.loopsLateMs.map((/** @type {number} */ ms, /** @type {number} */ i) => Math.max((most[i] ?? 0) * 0.98, ms))
        count.textContent = String(data.tick)
        late.textContent = lateness(most)
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

/**
 * Writes how late each event loop is: `0, 3 and 1 ms`.
 *
 * @param {number[]} loops in milliseconds
 */
export function lateness(loops) {
  const shown = loops.slice(0, MOST_SHOWN).map(Math.round)
  const last = loops.length > MOST_SHOWN ? Math.round(Math.max(...loops.slice(MOST_SHOWN))) : shown.pop()
  const others = loops.length > MOST_SHOWN ? `; ${last} ms the ${loops.length - MOST_SHOWN} others` : ''
  if (others) return `${shown.join(', ')} ms${others}`
  return shown.length ? `${shown.join(', ')} and ${last} ms` : `${last} ms`
}
