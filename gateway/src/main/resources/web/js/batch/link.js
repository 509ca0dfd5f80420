/**
 * Returns a URL fragment that holds a batch, as base64url of its UTF-8.
 *
 * @param {string} text
 */
export function toFragment(text) {
  const bytes = new TextEncoder().encode(text)
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return '#b=' + btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

/**
 * Returns the batch that a fragment holds; null if it holds none.
 *
 * @param {string} fragment
 */
export function fromFragment(fragment) {
  if (!fragment.startsWith('#b=')) return null
  try {
    const binary = atob(fragment.slice(3).replace(/-/g, '+').replace(/_/g, '/'))
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)))
  } catch {
    return null
  }
}
