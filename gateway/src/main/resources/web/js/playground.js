import { getJson, messageOf, ProblemError, runBatch } from './api/client.js'
import { startJob } from './api/job.js'
import { getOnce } from './api/once.js'
import { EXAMPLES, pretty } from './batch/examples.js'
import { fromFragment, toFragment } from './batch/link.js'
import { parseBatch } from './batch/parse.js'
import { SNIPPETS } from './batch/snippets.js'
import { byId, counted, duration, el } from './dom.js'
import { Editor } from './editor/editor.js'
import { Results } from './results/results.js'
import { Run } from './run/run.js'
import { announce, startShell } from './shell.js'
import { showTotals } from './totals.js'
import { Waterfall } from './waterfall/waterfall.js'

/** @typedef {import('./run/run.js').Row} Row */

startShell()
const description = getOnce(() => getJson('/openapi.json'))
const editor = new Editor(description)
const waterfall = new Waterfall(byId('waterfall', HTMLElement))
const results = new Results(byId('results', HTMLElement), replaceBySuggestion)
const runButton = byId('run', HTMLButtonElement)
const stopButton = byId('stop', HTMLButtonElement)
const about = byId('example-about', HTMLElement)
const copied = byId('copied', HTMLElement)

/** @type {AbortController | null} */
let running = null
/** The batch that is shown. @type {any} */
let shown = null

const chips = EXAMPLES.map((example) =>
  el('button', { type: 'button', class: 'chip', 'aria-pressed': 'false', 'data-example': example.id, onclick: () => choose(example) }, example.title)
)
byId('examples', HTMLElement).append(...chips)
byId('copies', HTMLElement).append(
  ...Object.entries(SNIPPETS).map(([name, program]) => copyButton(name, () => program(editor.text, location.origin))),
  copyButton('link', () => location.origin + location.pathname + toFragment(editor.text))
)
runButton.addEventListener('click', () => start())
stopButton.addEventListener('click', () => running?.abort())
byId('job', HTMLButtonElement).addEventListener('click', startAsJob)
addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) start()
  if (event.key === 'Escape' && !document.querySelector('dialog[open]')) running?.abort()
})
addEventListener('keychanged', () => start())
addEventListener('hashchange', open)
editor.onchange = () => {
  about.textContent = ''
  chips.forEach((chip) => chip.setAttribute('aria-pressed', 'false'))
}
open()

/** Shows the batch of the URL, which waits for the user; without one, runs the first example. */
function open() {
  const linked = fromFragment(location.hash)
  if (linked !== null) editor.text = linked
  else choose(EXAMPLES[0])
}

/** @param {import('./batch/examples.js').Example} example */
function choose(example) {
  editor.text = pretty(example.batch)
  about.textContent = example.about
  chips.forEach((chip) => chip.setAttribute('aria-pressed', String(chip.dataset.example === example.id)))
  results.open(example.view)
  start()
}

/** Runs what is in the editor; stops the run before. */
async function start() {
  running?.abort()
  running = null
  const batch = parsed()
  if (!batch) return
  const controller = new AbortController()
  running = controller
  shown = batch
  copied.textContent = ''
  const run = new Run(batch)
  const startedAt = performance.now()
  const clock = () => performance.now() - startedAt
  const draw = () => {
    const now = run.advance(clock())
    waterfall.show(run, now)
    showTotals(run, now)
    results.show(run)
    if (run.running && !controller.signal.aborted) requestAnimationFrame(draw)
  }
  let state = 'running'
  document.body.dataset.state = state
  stopButton.disabled = false
  requestAnimationFrame(draw)
  try {
    for await (const line of runBatch(JSON.stringify({ ...batch, trace: true }), controller.signal)) run.take(line, clock())
    if (run.running) run.end(clock())
    state = 'done'
    announce(`Done: ${summary(run)}`)
  } catch (failure) {
    if (failure instanceof ProblemError) run.refuse()
    else run.stop(clock())
    state = controller.signal.aborted ? 'stopped' : 'failed'
    if (state === 'stopped') announce(`Stopped: ${summary(run)}`)
    else fail(failure)
  }
  if (running !== controller) return
  running = null
  document.body.dataset.state = state
  stopButton.disabled = true
  draw()
}

/** @returns {any} the batch in the editor; null if it is no JSON object, which is then shown */
function parsed() {
  editor.clearFaults()
  try {
    return parseBatch(editor.text)
  } catch (failure) {
    fail(failure)
    return null
  }
}

/** Starts what is in the editor as a job, and shows the jobs. */
async function startAsJob() {
  const batch = parsed()
  if (!batch) return
  try {
    location.href = `/jobs#${await startJob('/v1/batches', JSON.stringify(batch))}`
  } catch (failure) {
    fail(failure)
  }
}

/** @param {unknown} failure */
function fail(failure) {
  const problem = failure instanceof ProblemError ? failure.problem : { detail: messageOf(failure) }
  editor.showFaults(problem)
  document.body.dataset.state = 'failed'
  announce(problem.detail ?? problem.title ?? 'The batch was refused.')
}

/** @param {Run} run */
function summary(run) {
  const counts = Object.entries(run.counts()).filter(([, count]) => count)
  return `${counts.map(([name, count]) => `${counted(count, 'document')} ${name}`).join(', ')}, in ${duration(run.endedAt)}.`
}

/** @param {Row} row @param {string} suggestion */
function replaceBySuggestion(row, suggestion) {
  const { pointer } = row.leaf
  const value = valueAt(shown, pointer)
  if (JSON.stringify(value) !== JSON.stringify(valueAt(editor.text, pointer))) {
    copied.textContent = 'The batch was changed since this run. Run it again.'
    return
  }
  const [resource, ...key] = row.label.split('/')
  const wrongResource = row.problem.type.endsWith('/unknown-resource')
  const get = JSON.stringify(wrongResource ? [suggestion, ...key].join('/') : `${resource}/${suggestion}`)
  if (typeof value === 'string') editor.replace(pointer, get)
  else editor.replace(`${pointer}/get`, `"get": ${get}`)
  start()
}

/** @param {any} batch or its text @param {string} pointer @returns {any} undefined if there is none */
function valueAt(batch, pointer) {
  try {
    const names = pointer.slice(1).split('/')
    return names.reduce((node, name) => node?.[name], typeof batch === 'string' ? JSON.parse(batch) : batch)
  } catch {
    return undefined // no JSON
  }
}

/** @param {string} name @param {() => string} text */
function copyButton(name, text) {
  const copy = async () => {
    const value = text()
    if (name === 'link') history.replaceState(null, '', value)
    await navigator.clipboard.writeText(value).then(
      () => (copied.textContent = `Copied as ${name}.`),
      () => (copied.textContent = name === 'link' ? 'The link is in the address bar.' : 'The browser does not let the page copy.')
    )
  }
  return el('button', { type: 'button', class: 'small', onclick: copy }, name)
}
