import { el } from '../dom.js'
import { request } from './client.js'

/** Browsers read the content of a URL some time after it was opened. */
const KEPT_MS = 60_000

/**
 * Downloads a resource as a file. A link could not send the API key.
 *
 * @param {string} path
 * @param {string} mediaType
 * @param {string} name of the file
 */
export async function download(path, mediaType, name) {
  const response = await request(path, { headers: { accept: mediaType } })
  const url = URL.createObjectURL(await response.blob())
  el('a', { href: url, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS)
}
