const NAME = 'pokebatch-key'

/** Returns the API key of this tab; empty if there is none. It is forgotten when the tab is closed. */
export function key() {
  return sessionStorage.getItem(NAME) ?? ''
}

/** @param {string} value empty to forget the key */
export function setKey(value) {
  if (value) sessionStorage.setItem(NAME, value)
  else sessionStorage.removeItem(NAME)
}
