/**
 * A step of a batch: a leaf of one or more documents, or a group.
 *
 * @typedef {object} Node
 * @property {'leaf' | 'sequence' | 'parallel'} kind
 * @property {string} id the client's, or the step's position
 * @property {Node[]} children of a group
 * @property {string[]} labels of a leaf, one a document; for a leaf whose documents are not known, one for the step
 * @property {boolean} known whether the labels are all documents of the leaf
 * @property {string} pointer where it is in the batch (RFC 6901)
 * @property {string} from of a leaf, the step that it refers to; empty if none
 */

const RANGE = /^\/?([\p{L}-]+)\/(\d+)\.\.(\d+)\/?$/u
const MOST = 5000

/**
 * Returns the steps of a batch as the gateway will name them. Anything invalid becomes a leaf of one document: the gateway reports it.
 *
 * @param {any} batch
 * @returns {Node}
 */
export function outline(batch) {
  const kind = batch.mode === 'sequence' ? 'sequence' : 'parallel'
  return group(kind, '', Array.isArray(batch.requests) ? batch.requests : [], '', '/requests')
}

/**
 * @param {'sequence' | 'parallel'} kind
 * @param {string} id
 * @param {any[]} steps
 * @param {string} position
 * @param {string} pointer of the steps
 * @returns {Node}
 */
function group(kind, id, steps, position, pointer) {
  const children = steps.map((child, index) => step(child, position ? `${position}.${index}` : `${index}`, `${pointer}/${index}`))
  return { kind, id, children, labels: [], known: true, pointer, from: '' }
}

/**
 * @param {any} value
 * @param {string} position
 * @param {string} pointer
 * @returns {Node}
 */
function step(value, position, pointer) {
  const given = typeof value === 'string' ? { get: value } : (value ?? {})
  const id = typeof given.id === 'string' ? given.id : position
  if (Array.isArray(given.sequence)) return group('sequence', id, given.sequence, position, `${pointer}/sequence`)
  if (Array.isArray(given.parallel)) return group('parallel', id, given.parallel, position, `${pointer}/parallel`)
  const from = given.get?.from ?? given.random?.from
  const { labels, known } = documents(given)
  return { kind: 'leaf', id, children: [], labels, known, pointer, from: typeof from === 'string' ? from : '' }
}

/**
 * @param {any} given
 * @returns {{labels: string[], known: boolean}}
 */
function documents(given) {
  if (typeof given.all === 'string') return { labels: [`all of ${given.all}`], known: false }
  if (typeof given.random === 'string' || given.random?.from) {
    const count = Math.min(MOST, Number.isInteger(given.count) ? given.count : 1)
    const what = given.random.from ? `one of what ${given.random.from} names` : given.random
    return { labels: Array(Math.max(1, count)).fill(`a random ${what}`), known: true }
  }
  if (typeof given.get === 'object' && given.get) return { labels: [`what ${given.get.from} names`], known: false }
  const text = String(given.get ?? '?')
  const range = RANGE.exec(text)
  const size = range ? Number(range[3]) - Number(range[2]) + 1 : 0
  if (!range || size < 1 || size > MOST) return { labels: [text], known: true }
  return { labels: Array.from({ length: size }, (_, i) => `${range[1]}/${Number(range[2]) + i}`), known: true }
}
