/** @type {import('../lessons.js').Lesson} */
export const blocking = {
  id: 'blocking',
  title: 'Who is blocked by a blocking call?',
  idea: [
    'A blocking call keeps its thread until the answer is there. The thread does nothing meanwhile, and whatever else it should do has to wait as well.',
    'An event loop is one thread that serves everybody: all the requests of a server, or the clicks, timers and pictures of a page. One blocking call on it holds up everybody. With a few more threads, the calls queue for a thread.'
  ],
  see: 'Twelve blocking calls share two threads: two wait for their answers, and ten wait for a thread. Then use the second button. It blocks the only thread of this page for half a second: counter and picture stand still, while the gateway goes on.',
  batch: ({ many }) => ({ requests: many(12), fields: 'count', transport: 'blocking', concurrency: 2 }),
  blocks: true,
  names: { python: 'the event loop of asyncio.run', javascript: 'the main thread', vertx: 'the event loop thread' },
  code: {
    python: `async def wrong(url):
    # blocks the event loop: nobody else gets a turn
    return urllib.request.urlopen(url).read()

async def right(url):
    async with session.get(url) as answer:  # aiohttp
        return await answer.read()

time.sleep(1)           # everybody waits
await asyncio.sleep(1)  # only this coroutine waits`,
    javascript: `// wrong: no timer, click or request gets a turn meanwhile
const wrong = fs.readFileSync('big.json')

// right: only this function waits
const right = await fs.promises.readFile('big.json')

// a long calculation blocks in the same way
while (performance.now() < end) {}`,
    vertx: `router.get("/wrong").handler(context -> {
  // blocks the event loop; after 2 s Vert.x logs a warning
  context.end(blockingClient.get(path));
});

router.get("/right").handler(context ->
    get(path).onSuccess(context::end).onFailure(context::fail));`
  }
}
