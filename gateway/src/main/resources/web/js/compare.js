import { messageOf, runBatch } from './api/client.js'
import { batches, WAYS } from './compare/ways.js'
import { watchEventLoops } from './compare/event-loop.js'
import { Ticker } from './compare/ticker.js'
import { byId, duration, el } from './dom.js'
import { Run } from './run/run.js'
import { announce, startShell } from './shell.js'
import { together } from './totals.js'
import { Waterfall } from './waterfall/waterfall.js'

const DOCUMENTS = 24
const HEIGHT = 150

startShell()
new Ticker(byId('ticks', HTMLElement), byId('late', HTMLElement))
watchEventLoops(byId('gateway-ticks', HTMLElement), byId('gateway-late', HTMLElement))
const button = byId('compare', HTMLButtonElement)
const slider = byId('concurrency', HTMLInputElement)
const shown = byId('concurrency-shown', HTMLOutputElement)
const lanes = WAYS.map(lane)
let draw = Date.now() % 997
let stop = new AbortController()

slider.addEventListener('input', () => (shown.value = slider.value))
slider.addEventListener('change', () => compare())
button.addEventListener('click', () => compare())
addEventListener('keychanged', () => compare())
compare()

/** @param {import('./compare/ways.js').Way} way */
function lane(way) {
  const host = el('div', { class: 'waterfall-host lane-picture' })
  const total = el('strong', { class: 'figure first' }, '–')
  const section = el(
    'section',
    { class: 'panel lane', 'data-way': way.id },
    el('div', { class: 'row' }, el('h2', {}, way.title), el('span', { class: 'space' }), total)
  )
  section.append(el('p', { class: 'note' }, way.about), host)
  byId('lanes', HTMLElement).append(section)
  const waterfall = new Waterfall(host, way.title)
  waterfall.mostHeight = HEIGHT
  waterfall.leastDepth = 1
  return { total, waterfall, run: /** @type {Run | null} */ (null), now: 0 }
}

/** Runs the ways one after the other, so that they do not share the machine, and draws them on one axis. */
async function compare() {
  stop.abort()
  const controller = new AbortController()
  stop = controller
  const all = batches(DOCUMENTS, Number(slider.value), ++draw)
  document.body.dataset.state = 'running'
  for (const one of lanes) {
    one.run = null
    one.total.textContent = '–'
  }
  try {
    for (const [i, batch] of all.entries()) {
      await run(lanes[i], batch, controller.signal)
      if (controller.signal.aborted) return
    }
    document.body.dataset.state = 'done'
    announce(WAYS.map((way, i) => `${way.title}: ${duration(lanes[i].now)}`).join('; '))
  } catch (failure) {
    if (controller.signal.aborted) return
    document.body.dataset.state = 'failed'
    byId('failure', HTMLElement).textContent = messageOf(failure)
  }
}

/** @param {(typeof lanes)[0]} one @param {object} batch @param {AbortSignal} signal */
async function run(one, batch, signal) {
  const run = new Run(batch)
  one.run = run
  const startedAt = performance.now()
  const clock = () => performance.now() - startedAt
  const step = () => {
    one.now = run.advance(clock())
    one.total.textContent = duration(one.now)
    picture()
    if (run.running && !signal.aborted) requestAnimationFrame(step)
  }
  requestAnimationFrame(step)
  for await (const line of runBatch(JSON.stringify({ ...batch, trace: true }), signal)) run.take(line, clock())
  step()
}

/** Draws all on the axis of the longest. */
function picture() {
  const end = Math.max(300, ...lanes.map(({ run, now }) => (run ? Math.max(now, run.root.kind === 'sequence' ? together(run) : 0) * 1.05 : 0)))
  for (const { run, now, waterfall } of lanes) if (run) waterfall.show(run, now, end)
}
