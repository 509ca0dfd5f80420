import { messageOf, ProblemError, runBatch } from './api/client.js'
import { pretty } from './batch/examples.js'
import { toFragment } from './batch/link.js'
import { Ticker } from './compare/ticker.js'
import { byId, counted, duration } from './dom.js'
import { freshDocuments } from './learn/fresh.js'
import { lessonOfUrl, showLesson } from './learn/page.js'
import { Run } from './run/run.js'
import { announce, startShell } from './shell.js'
import { showTotals } from './totals.js'
import { Waterfall } from './waterfall/waterfall.js'

const BLOCK_AFTER_MS = 150
const BLOCK_MS = 500

startShell()
new Ticker(byId('ticks', HTMLElement), byId('late', HTMLElement))
const waterfall = new Waterfall(byId('waterfall', HTMLElement))
const stopButton = byId('stop', HTMLButtonElement)
const failure = byId('failure', HTMLElement)
let stop = new AbortController()

byId('run', HTMLButtonElement).addEventListener('click', start)
byId('block', HTMLButtonElement).addEventListener('click', () => {
  start()
  setTimeout(block, BLOCK_AFTER_MS)
})
stopButton.addEventListener('click', () => stop.abort())
addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !document.querySelector('dialog[open]')) stop.abort()
})
addEventListener('keychanged', start)
addEventListener('hashchange', () => {
  open()
  scrollTo(0, 0)
  byId('title', HTMLElement).focus()
})
open()

/** Shows the lesson of the URL, and runs its batch. */
function open() {
  showLesson(lessonOfUrl())
  start()
}

/** Runs the batch of the lesson; stops the run before. */
async function start() {
  stop.abort()
  const controller = new AbortController()
  stop = controller
  const lesson = lessonOfUrl()
  const batch = lesson.batch(freshDocuments())
  byId('batch', HTMLAnchorElement).href = '/' + toFragment(pretty(batch))
  const run = new Run(lesson.drawn?.(batch) ?? batch)
  const startedAt = performance.now()
  const clock = () => performance.now() - startedAt
  const draw = () => {
    if (stop !== controller) return
    const now = run.advance(clock())
    waterfall.show(run, now)
    showTotals(run, now)
    if (run.running && !controller.signal.aborted) requestAnimationFrame(draw)
  }
  let state = 'running'
  document.body.dataset.state = state
  stopButton.disabled = false
  failure.textContent = ''
  requestAnimationFrame(draw)
  try {
    const read = lesson.read ?? runBatch
    for await (const line of read(JSON.stringify({ ...batch, trace: true }), controller.signal)) run.take(line, clock())
    if (run.running) run.end(clock())
    state = 'done'
  } catch (failed) {
    if (failed instanceof ProblemError) run.refuse()
    else run.stop(clock())
    state = controller.signal.aborted ? 'stopped' : 'failed'
    if (state === 'failed') failure.textContent = messageOf(failed)
  }
  if (stop !== controller) return
  document.body.dataset.state = state
  stopButton.disabled = true
  draw()
  if (state !== 'failed') announce(`${state === 'done' ? 'Done' : 'Stopped'}: ${outcome(run)}`)
}

/** @param {Run} run */
function outcome(run) {
  const counts = Object.entries(run.counts()).filter(([, count]) => count)
  return `${counts.map(([name, count]) => `${counted(count, 'document')} ${name}`).join(', ')}, in ${duration(run.endedAt)}.`
}

/** Keeps the page's thread busy: what must never be done, and is shown here. */
function block() {
  const end = performance.now() + BLOCK_MS
  while (performance.now() < end);
}
