/** @type {import('../lessons.js').Lesson} */
export const threads = {
  id: 'threads',
  title: 'Let another thread block',
  idea: [
    'Sometimes there is only a blocking call: a database driver, a library, a long calculation. Then hand it to another thread. The event loop goes on, and is told when the call has returned.',
    'Each thread needs memory, so the pool of threads has a limit, and calls queue beyond it. Where a call exists that does not block, use that. For the rest, this is the way.'
  ],
  see: 'The twelve blocking calls of the lesson before, on a pool with a thread for each. It takes about as long as waiting for one. The price is twelve threads that do nothing but wait.',
  batch: ({ many }) => ({ requests: many(12), fields: 'count', transport: 'blocking', concurrency: 12 }),
  names: { python: 'asyncio.to_thread', javascript: 'Worker', vertx: 'executeBlocking' },
  code: {
    python: `def read(url):  # an ordinary function that blocks
    return urllib.request.urlopen(url).read()

# a thread of a pool calls it, and the event loop goes on
answer = await asyncio.to_thread(read, url)

# many at once; the pool's limit holds
answers = await asyncio.gather(
    *[asyncio.to_thread(read, url) for url in urls])`,
    javascript: `// main.js: hands the numbers to another thread, and goes on
const worker = new Worker('sum.js')
worker.onmessage = (event) => console.log('the sum is', event.data)
worker.postMessage(numbers)

// sum.js: blocks no thread but its own
onmessage = (event) => {
  postMessage(event.data.reduce((sum, number) => sum + number, 0))
}`,
    vertx: `WorkerExecutor pool =
    vertx.createSharedWorkerExecutor("reading", 12);

// false: side by side. By default, calls from one context
// run one after the other, even in a pool of twelve.
Future<String> answer =
    pool.executeBlocking(() -> read(url), false);

answer.onSuccess(this::print); // on the event loop again`
  }
}
