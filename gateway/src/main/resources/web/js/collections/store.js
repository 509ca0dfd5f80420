import { request } from '../api/client.js'

/**
 * A collection as it was stored.
 *
 * @typedef {object} Stored
 * @property {string} text the batch, JSON
 * @property {string} etag
 */

/**
 * @param {string} path of the collection
 * @returns {Promise<Stored>}
 */
export async function read(path) {
  const response = await request(path)
  return { text: await response.text(), etag: response.headers.get('etag') ?? '' }
}

/**
 * Stores a collection, if nobody else has changed it.
 *
 * @param {string} path
 * @param {string} text
 * @param {string} etag of the version that it replaces; empty if there must be none yet
 * @returns {Promise<Stored>}
 * @throws {import('../api/client.js').ProblemError} with the status 412 if somebody has
 */
export async function write(path, text, etag) {
  const condition = /** @type {Record<string, string>} */ (etag ? { 'if-match': etag } : { 'if-none-match': '*' })
  const response = await request(path, { method: 'PUT', body: text, headers: { 'content-type': 'application/json', ...condition } })
  return { text, etag: response.headers.get('etag') ?? '' }
}

/**
 * Deletes a collection, if nobody else has changed it.
 *
 * @param {string} path
 * @param {string} etag
 * @throws {import('../api/client.js').ProblemError} with the status 412 if somebody has
 */
export async function remove(path, etag) {
  await request(path, { method: 'DELETE', headers: { 'if-match': etag } })
}
