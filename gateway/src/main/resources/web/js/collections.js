import { getJson, getPages, messageOf, ProblemError } from './api/client.js'
import { startJob } from './api/job.js'
import { getOnce } from './api/once.js'
import { ask } from './ask.js'
import { EXAMPLES, pretty } from './batch/examples.js'
import { toFragment } from './batch/link.js'
import { parseBatch } from './batch/parse.js'
import { showConflict } from './collections/conflict.js'
import { fragmentOf, PATH, pathOf, showList } from './collections/list.js'
import { Runner } from './collections/runner.js'
import { read, remove, write } from './collections/store.js'
import { byId, say } from './dom.js'
import { Editor } from './editor/editor.js'
import { startShell } from './shell.js'

const MOST_PAGES = 20
const NAME = /^[A-Za-z0-9_-]{1,64}$/
/** What a new collection starts with. */
const NEW = pretty(EXAMPLES[2].batch)

startShell()
const failure = byId('failure', HTMLElement)
const title = byId('open-title', HTMLElement)
const name = byId('name', HTMLInputElement)
const conflict = byId('conflict', HTMLElement)
const status = byId('status', HTMLElement)
const link = byId('playground', HTMLAnchorElement)
const tell = (/** @type {string} */ text) => say(status, text)
const editor = new Editor(getOnce(() => getJson('/openapi.json')))
const runner = new Runner(tell)
/** The collection that is open, as it was read or stored last; its path is empty if it is new. */
let opened = { path: '', text: NEW, etag: '' }

const saveButton = button('save', () => save())
const runButtons = [
  button('run', () => runner.run(`${opened.path}/runs`, opened.text)),
  button('job', async () => (location.href = `/jobs#${await startJob(`${opened.path}/runs`, null)}`))
]
const deleteButton = button('delete', () => discard(opened.etag))
editor.onchange = offer
addEventListener('keydown', (event) => {
  if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  saveButton.click()
})
addEventListener('beforeunload', (event) => isChanged() && event.preventDefault())
addEventListener('keychanged', () => {
  list()
  if (!isChanged()) open()
})
addEventListener('hashchange', async () => {
  const named = pathOf(location.hash)
  if (named === opened.path && named) return
  if (isChanged() && !(await ask('Discard your changes?', 'Discard'))) {
    history.replaceState(null, '', fragmentOf(opened.path))
    return
  }
  await open()
  title.focus()
})
list()
open()

/** @param {string} id @param {() => unknown} act */
function button(id, act) {
  const found = byId(id, HTMLButtonElement)
  found.addEventListener('click', () => Promise.resolve(act()).catch((problem) => tell(messageOf(problem))))
  return found
}

function isChanged() {
  return editor.text !== opened.text
}

/** Offers what can be done with the collection as it is. */
function offer() {
  const stored = opened.path !== ''
  const own = !opened.path.includes('?')
  for (const one of runButtons) {
    one.hidden = !stored || !own
    one.disabled = isChanged()
  }
  byId('stop', HTMLButtonElement).hidden = !stored || !own
  deleteButton.hidden = !stored
  link.href = '/' + toFragment(editor.text)
  if (stored && isChanged()) tell('Not saved yet. A run takes what is saved.')
}

/** Draws the list of all collections. */
async function list() {
  try {
    const { items } = await getPages(`${PATH.slice(0, -1)}?limit=100`, 'collections', MOST_PAGES)
    showList(byId('list', HTMLElement), items, opened.path)
    byId('none', HTMLElement).hidden = items.length > 0
    say(failure, '')
    document.body.dataset.state = 'done'
  } catch (problem) {
    say(failure, messageOf(problem))
    document.body.dataset.state = 'failed'
  }
}

/** Opens the collection that the URL names; without one, a new one. */
async function open() {
  const path = pathOf(location.hash)
  try {
    take(path, path ? await read(path) : { text: NEW, etag: '' })
    tell('')
  } catch (problem) {
    take('', { text: NEW, etag: '' })
    tell(messageOf(problem))
  }
  list()
}

/** Puts a stored collection into the editor. @param {string} path @param {import('./collections/store.js').Stored} stored */
function take(path, stored) {
  opened = { path, ...stored }
  runner.clear()
  conflict.replaceChildren()
  name.value = path ? path.slice(PATH.length).split('?')[0] : ''
  name.readOnly = path !== ''
  title.textContent = path ? name.value : 'New collection'
  editor.text = stored.text
  offer()
}

/**
 * Stores what is in the editor, in place of the version that it came from.
 *
 * @param {string} [etag] of another version to replace
 */
async function save(etag = opened.etag) {
  editor.clearFaults()
  conflict.replaceChildren()
  if (!NAME.test(name.value)) {
    name.setAttribute('aria-invalid', 'true')
    name.focus()
    tell('A name has 1 to 64 letters, digits, “_” and “-”.')
    return
  }
  name.removeAttribute('aria-invalid')
  const path = opened.path || PATH + name.value
  const { text } = editor
  try {
    parseBatch(text)
    opened = { path, ...(await write(path, text, etag)) }
  } catch (problem) {
    if (!(problem instanceof ProblemError)) throw problem
    if (problem.status === 412) await decide(path)
    else {
      editor.showFaults(problem.problem)
      tell('Not saved.')
    }
    return
  }
  name.readOnly = true
  title.textContent = name.value
  history.replaceState(null, '', fragmentOf(path))
  tell('Saved.')
  offer()
  list()
}

/** Lets a person decide what becomes of an edit of a version that is not the stored one. @param {string} path */
async function decide(path) {
  tell('Not saved.')
  const theirs = await current(path)
  if (!theirs) {
    showConflict(conflict, `Somebody has deleted ${name.value}.`, null, [['Create it again', () => run(save(''))]])
    return
  }
  const why = opened.path ? `Somebody has changed ${name.value} since you opened it.` : `There is a collection ${name.value} already.`
  showConflict(conflict, `${why} This is stored now:`, theirs.text, [
    ['Replace it by mine', () => run(save(theirs.etag))],
    ['Drop mine, open this', () => adopt(path, theirs)]
  ])
}

/** @param {string} etag of the version that is deleted */
async function discard(etag) {
  const { path } = opened
  if (!(await ask(`Delete ${name.value}?`, 'Delete'))) return
  try {
    await remove(path, etag)
  } catch (problem) {
    if (!(problem instanceof ProblemError) || problem.status !== 412) throw problem
    const theirs = await current(path)
    if (!theirs) return adopt('', { text: NEW, etag: '' })
    showConflict(conflict, `Somebody has changed ${name.value} since you opened it. This is stored now:`, theirs.text, [
      ['Delete it all the same', () => run(discard(theirs.etag))],
      ['Open this', () => adopt(path, theirs)]
    ])
    return
  }
  const gone = name.value
  adopt('', { text: NEW, etag: '' })
  tell(`Deleted ${gone}.`)
}

/** @param {string} path @param {import('./collections/store.js').Stored} stored */
function adopt(path, stored) {
  history.replaceState(null, '', fragmentOf(path))
  take(path, stored)
  tell('')
  title.focus()
  list()
}

/** Returns the stored version; null if there is none. @param {string} path */
async function current(path) {
  try {
    return await read(path)
  } catch (problem) {
    if (problem instanceof ProblemError && problem.status === 404) return null
    throw problem
  }
}

/** @param {Promise<unknown>} action of a button, whose failure is shown */
function run(action) {
  action.catch((problem) => tell(messageOf(problem)))
}
