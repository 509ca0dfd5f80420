import { el } from './dom.js'

/**
 * Asks before something is done that cannot be undone.
 *
 * @param {string} question
 * @param {string} action what the button says that does it
 * @returns {Promise<boolean>} whether to do it
 */
export function ask(question, action) {
  return new Promise((resolve) => {
    const dialog = el(
      'dialog',
      { 'aria-labelledby': 'ask-title' },
      el('h2', { id: 'ask-title' }, question),
      el(
        'p',
        { class: 'row' },
        el('button', { type: 'button', class: 'main', onclick: () => dialog.close('yes') }, action),
        el('button', { type: 'button', autofocus: true, onclick: () => dialog.close() }, 'Cancel')
      )
    )
    dialog.addEventListener('close', () => {
      dialog.remove()
      resolve(dialog.returnValue === 'yes')
    })
    document.body.append(dialog)
    dialog.showModal()
  })
}
