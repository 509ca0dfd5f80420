import { key, setKey } from './api/key.js'
import { byId } from './dom.js'

/** Makes the page's head work: the dialog for the API key, which opens when the gateway asks for one. */
export function startShell() {
  const dialog = byId('key-dialog', HTMLDialogElement)
  const input = byId('key-input', HTMLInputElement)
  const why = byId('key-why', HTMLElement)
  const open = (/** @type {string} */ text) => {
    why.textContent = text
    input.value = key()
    if (!dialog.open) dialog.showModal()
  }
  const button = byId('key-button', HTMLButtonElement)
  button.hidden = false
  button.addEventListener('click', () => open('A gateway that is not only for its own machine asks for an API key.'))
  addEventListener('keyneeded', (event) => open(/** @type {CustomEvent} */ (event).detail ?? 'This gateway asks for an API key.'))
  byId('key-close', HTMLButtonElement).addEventListener('click', () => dialog.close())
  const save = () => {
    setKey(input.value.trim())
    dialog.close()
    dispatchEvent(new CustomEvent('keychanged'))
  }
  byId('key-save', HTMLButtonElement).addEventListener('click', save)
  input.addEventListener('keydown', (event) => event.key === 'Enter' && save())
}

/**
 * Tells people who do not see the page what has happened.
 *
 * @param {string} text
 */
export function announce(text) {
  byId('announcements', HTMLElement).textContent = text
}
