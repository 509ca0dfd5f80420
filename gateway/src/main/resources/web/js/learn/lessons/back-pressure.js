import { lines, request } from '../../api/client.js'

const PAUSE_MS = 2000
const DRAWN = 40

/** One document in so many is drawn. */
const EACH = 30

/** How lines begin whose documents are not drawn. */
const UNDRAWN = '{"type":"item","id":"more-'

/** @type {import('../lessons.js').Lesson} */
export const backPressure = {
  id: 'back-pressure',
  title: 'Back-pressure: a slow reader',
  idea: [
    'A fast sender and a slow reader: where does everything go that is sent and not yet read? Into memory, until there is none left. Unless the sender can feel that the reader is slow, and slows down too. That is back-pressure.',
    'It needs two things: buffers with a limit, and a sender that stops when they are full. Over a network, TCP says when; the program has to listen.'
  ],
  see: 'This page asks for 1,200 large documents, of which the picture has every thirtieth, and after the first one it stops reading for two seconds. The gateway goes on until the buffers between the two are full, a few megabytes. Then it begins no more documents until the page reads on: that is the gap in the picture.',
  untimed: true,
  batch: () => ({
    requests: Array.from({ length: DRAWN }, (_, i) => [
      { id: `drawn-${i}`, get: `pokemon/${1 + (i % EACH)}` },
      { id: `more-${i}`, get: `pokemon/2..${EACH}` }
    ]).flat(),
    concurrency: 64
  }),
  // Of what is drawn one document is begun after the other, for all that the page knows.
  drawn: (batch) => ({ requests: batch.requests.filter((/** @type {any} */ step) => step.id.startsWith('drawn-')), concurrency: 1 }),
  read: readLate,
  names: { python: 'asyncio.Queue', javascript: 'ReadableStream', vertx: 'pause, resume and pipeTo' },
  code: {
    python: `queue = asyncio.Queue(maxsize=16)  # the limit

async def sender():
    for path in paths:
        await queue.put(await get(path))  # waits while it is full

async def reader():
    while True:
        await slowly(await queue.get())  # makes room`,
    javascript: `const reader = response.body.getReader()
for (;;) {
  const { value, done } = await reader.read()
  if (done) break
  // while this runs, nobody reads: the buffers fill,
  // and the sender has to stop
  await slowly(value)
}`,
    vertx: `source.handler(buffer -> {
  target.write(buffer);
  if (target.writeQueueFull()) {
    source.pause(); // read no more
    target.drainHandler(room -> source.resume());
  }
});
// source.pipeTo(target) does just that`
  }
}

/**
 * Reads one document, waits, and reads the rest. The bodies are dropped.
 *
 * @param {string} batch
 * @param {AbortSignal} signal
 */
async function* readLate(batch, signal) {
  const headers = { 'content-type': 'application/json', accept: 'application/x-ndjson' }
  const response = await request('/v1/batches', { method: 'POST', body: batch, headers, signal })
  let waited = false
  for await (const line of lines(response)) {
    if (line.startsWith(UNDRAWN)) continue
    const { item, ...rest } = JSON.parse(line)
    yield item ? { ...rest, item: { ...item, body: null } } : rest
    if (!waited) await pause(signal)
    waited = true
  }
}

/** @param {AbortSignal} signal ends it early */
function pause(signal) {
  return new Promise((resolve) => {
    setTimeout(resolve, PAUSE_MS)
    signal.addEventListener('abort', resolve)
  })
}
