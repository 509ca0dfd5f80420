import { el } from '../dom.js'

/**
 * Shows that somebody else was faster, what is stored now, and what can be done. The page does nothing until a person decides.
 *
 * @param {HTMLElement} host
 * @param {string} title
 * @param {string | null} theirs the batch that is stored now; null if there is none
 * @param {[string, () => void][]} choices what the buttons say and do
 */
export function showConflict(host, title, theirs, choices) {
  const close = () => host.replaceChildren()
  const heading = el('h3', { id: 'conflict-title', tabindex: -1 }, title)
  const buttons = [...choices, /** @type {[string, () => void]} */ (['Decide later', () => {}])].map(([text, act]) => {
    const click = () => {
      close()
      act()
    }
    return el('button', { type: 'button', onclick: click }, text)
  })
  host.replaceChildren(
    el(
      'section',
      { class: 'conflict', 'aria-labelledby': 'conflict-title' },
      heading,
      theirs === null ? null : el('pre', { class: 'code', tabindex: 0, role: 'region', 'aria-label': 'What is stored now' }, theirs.trim()),
      el('div', { class: 'row' }, ...buttons)
    )
  )
  heading.focus()
}
