/** Counts on the page's own thread, ten times a second: what blocks the thread stops the counter, and waiting does not. */
export class Ticker {
  /** @param {HTMLElement} count @param {HTMLElement} late */
  constructor(count, late) {
    let expected = performance.now()
    let ticks = 0
    let most = 0
    setInterval(() => {
      const now = performance.now()
      most = Math.max(most * 0.98, now - expected - 100)
      expected = now
      count.textContent = String(++ticks)
      late.textContent = `${Math.max(0, Math.round(most))} ms`
    }, 100)
  }
}
