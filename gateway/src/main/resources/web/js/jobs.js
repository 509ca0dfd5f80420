import { getPages, messageOf, ProblemError, request } from './api/client.js'
import { download } from './api/download.js'
import { ask } from './ask.js'
import { byId, say } from './dom.js'
import { JobFilter } from './jobs/filter.js'
import { JobList } from './jobs/list.js'
import { DocumentsPanel } from './jobs/panel.js'
import { progressText, shortId, standingText } from './jobs/words.js'
import { announce, startShell } from './shell.js'

/** @typedef {import('./jobs/words.js').Job} Job */

const PAGE = 25
const WHILE_RUNNING_MS = 1000
const OTHERWISE_MS = 5000
const FORMATS = /** @type {Record<string, string>} */ ({ csv: 'text/csv', ndjson: 'application/x-ndjson' })

startShell()
const failure = byId('failure', HTMLElement)
const more = byId('more', HTMLButtonElement)
const list = new JobList(byId('jobs', HTMLElement), byId('jobs-title', HTMLElement), act)
const panel = new DocumentsPanel()
const filter = new JobFilter(byId('filter', HTMLElement), () => {
  pages = 1
  running = new Set()
  refresh()
})
/** The jobs that had not ended when they were last seen. @type {Set<string>} */
let running = new Set()
let pages = 1
let timer = 0
let turn = 0

more.addEventListener('click', () => {
  pages++
  refresh()
})
addEventListener('keychanged', () => {
  refresh()
  open()
})
addEventListener('hashchange', () => {
  open()
  if (location.hash.length > 1) panel.title.focus()
  else list.title.focus()
})
document.addEventListener('visibilitychange', () => document.hidden || refresh())
refresh()
open()

/** Shows the documents of the job that the URL names. */
function open() {
  const id = location.hash.slice(1)
  list.mark(id)
  if (/^[\w-]+$/.test(id)) panel.open(id)
  else panel.close()
}

/** Gets the jobs again, and again after a while: every second while one runs. */
async function refresh() {
  clearTimeout(timer)
  const mine = ++turn
  try {
    const { items, more: older } = await getPages(`/v1/batches?limit=${PAGE}${filter.query}`, 'jobs', pages)
    if (mine !== turn) return
    show(items)
    more.hidden = !older
    say(failure, '')
    document.body.dataset.state = 'done'
  } catch (problem) {
    if (mine !== turn) return
    say(failure, messageOf(problem))
    document.body.dataset.state = 'failed'
    if (problem instanceof ProblemError && (problem.status === 401 || problem.status === 403)) return
  }
  timer = setTimeout(() => document.hidden || refresh(), running.size ? WHILE_RUNNING_MS : OTHERWISE_MS)
}

/** @param {Job[]} jobs */
function show(jobs) {
  list.show(jobs)
  const none = byId('none', HTMLElement)
  none.hidden = jobs.length > 0
  none.textContent = filter.state ? 'There are no such jobs.' : 'There are no jobs.'
  const ended = jobs.filter((job) => job.state === 'ended' && running.has(job.id))
  if (ended.length) announce(ended.map((job) => `Job ${shortId(job)}: ${standingText(job)}, ${progressText(job)}.`).join(' '))
  running = new Set(jobs.filter((job) => job.state !== 'ended').map((job) => job.id))
}

/** @param {Job} job @param {import('./jobs/item.js').Action} action */
async function act(job, action) {
  const name = `job ${shortId(job)}`
  try {
    if (action === 'cancel') {
      await request(job.links.cancel, { method: 'POST' })
    } else if (action === 'retry') {
      const repeated = await (await request(job.links.retry, { method: 'POST' })).json()
      announce(`Job ${shortId(repeated)} repeats what ${name} did not get.`)
      location.hash = repeated.id
    } else if (action === 'delete') {
      if (!(await ask(`Delete ${name} and its results?`, 'Delete'))) return
      await request(job.links.self, { method: 'DELETE' })
      announce(`Deleted ${name}.`)
      if (location.hash.slice(1) === job.id) location.hash = ''
    } else {
      announce(`Downloading ${name}.`)
      await download(job.links.results, FORMATS[action], `job-${shortId(job)}.${action}`)
    }
  } catch (problem) {
    say(failure, messageOf(problem))
    return
  }
  refresh()
}
