import { byId, el } from '../dom.js'
import { LESSONS } from './lessons.js'

/** @typedef {import('./lessons.js').Lesson} Lesson */

const LANGUAGES = /** @type {const} */ ([
  ['python', "Python's asyncio"],
  ['javascript', 'JavaScript'],
  ['vertx', 'Vert.x (Java)']
])

/** Returns the lesson that the URL names; the first one if it names none. */
export function lessonOfUrl() {
  return LESSONS.find(({ id }) => id === location.hash.slice(1)) ?? LESSONS[0]
}

/**
 * Shows the words and the code of a lesson, and where it is among the others.
 *
 * @param {Lesson} lesson
 */
export function showLesson(lesson) {
  document.title = `${lesson.title}: Pokébatch`
  byId('title', HTMLElement).textContent = lesson.title
  byId('see', HTMLElement).textContent = lesson.see
  byId('idea', HTMLElement).replaceChildren(...lesson.idea.map((text) => el('p', {}, text)))
  byId('block', HTMLElement).hidden = !lesson.blocks
  byId('times', HTMLElement).hidden = lesson.untimed ?? false
  byId('total-speedup', HTMLElement).hidden = lesson.untimed ?? false
  byId('lessons', HTMLElement).replaceChildren(...LESSONS.map((each) => el('li', {}, link(each, each.title, each === lesson))))
  byId('code', HTMLElement).replaceChildren(...LANGUAGES.map(([name, title]) => code(title, lesson.names[name], lesson.code[name])))
  const at = LESSONS.indexOf(lesson)
  byId('turn', HTMLElement).replaceChildren(
    ...(at > 0 ? [link(LESSONS[at - 1], `← ${LESSONS[at - 1].title}`)] : []),
    el('span', { class: 'space' }),
    ...(at + 1 < LESSONS.length ? [link(LESSONS[at + 1], `${LESSONS[at + 1].title} →`)] : [])
  )
}

/** @param {Lesson} lesson @param {string} text @param {boolean} [current] */
function link(lesson, text, current) {
  return el('a', { href: `#${lesson.id}`, 'aria-current': current ? 'page' : null }, text)
}

/** @param {string} language @param {string} name @param {string} text */
function code(language, name, text) {
  const title = el('figcaption', {}, `${language}: `, el('span', {}, name))
  return el('figure', {}, title, el('pre', { class: 'code', tabindex: 0, role: 'region', 'aria-label': language }, text))
}
