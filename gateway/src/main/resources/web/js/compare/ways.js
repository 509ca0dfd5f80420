/**
 * A way to run the same work.
 *
 * @typedef {object} Way
 * @property {string} id
 * @property {string} title
 * @property {string} about
 * @property {(concurrency: number) => object} options of the batch
 */

/** The threads of the wrong way. */
const FEW = 2

/** @type {Way[]} */
export const WAYS = [
  {
    id: 'sequence',
    title: 'One after the other',
    about: 'Each request waits for the one before. The time is the sum.',
    options: () => ({ mode: 'sequence' })
  },
  {
    id: 'parallel',
    title: 'Side by side, without blocking',
    about: 'All requests wait at once, on one thread. The time is that of the slowest.',
    options: (concurrency) => ({ concurrency })
  },
  {
    id: 'blocking',
    title: 'Blocking calls, a thread each',
    about: 'The same picture, but each request holds a thread while it waits.',
    options: (concurrency) => ({ concurrency, transport: 'blocking' })
  },
  {
    id: 'few',
    title: `The wrong way: blocking calls on ${FEW} threads`,
    about: 'Requests pile up behind the threads, which do nothing but wait.',
    options: () => ({ concurrency: FEW, transport: 'blocking' })
  }
]

/**
 * Returns batches of equal work, one for each way. They ask for pages of the list, of another size each, so that no run finds in a
 * cache what another one has fetched.
 *
 * @param {number} documents
 * @param {number} concurrency
 * @param {number} draw a number that no earlier comparison has used
 */
export function batches(documents, concurrency, draw) {
  return WAYS.map((way, i) => ({
    requests: Array.from({ length: documents }, (_, offset) => `pokemon?limit=${1 + ((draw * WAYS.length + i) % 997)}&offset=${offset}`),
    fields: 'count',
    deadlineMs: 60_000,
    ...way.options(concurrency)
  }))
}
