import { request } from './client.js'

/**
 * Starts a batch as a job.
 *
 * @param {string} path a route that runs batches
 * @param {string | null} batch JSON; null if the route has the batch
 * @returns {Promise<string>} the job's id
 */
export async function startJob(path, batch) {
  const headers = { 'content-type': 'application/json', prefer: 'respond-async' }
  const response = await request(path, { method: 'POST', headers, body: batch })
  return (await response.json()).id
}
