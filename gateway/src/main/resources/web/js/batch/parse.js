import { ProblemError } from '../api/client.js'

/**
 * Returns the batch that a text is.
 *
 * @param {string} text
 * @returns {any}
 * @throws {ProblemError} with `line` and `column`, from 1, if it is no JSON, and without if it is no object
 */
export function parseBatch(text) {
  let batch
  try {
    batch = JSON.parse(text)
  } catch (failure) {
    const at = Number(/position (\d+)/.exec(String(failure))?.[1] ?? text.length)
    const before = text.slice(0, at).split('\n')
    const line = before.length
    const column = before[line - 1].length + 1
    throw new ProblemError(400, { detail: `This is not JSON yet: line ${line}, column ${column}.`, line, column })
  }
  if (typeof batch === 'object' && batch && !Array.isArray(batch)) return batch
  throw new ProblemError(400, { detail: 'A batch is a JSON object with the member "requests".' })
}
