/** @type {import('../lessons.js').Lesson} */
export const waiting = {
  id: 'waiting',
  title: 'Waiting is not working',
  idea: [
    'A request takes perhaps a tenth of a second, and nearly all of that is waiting: the bytes travel, and another machine works. The program that asked has nothing to do.',
    'Asynchronous code uses that time. It says what is to happen when the answer arrives, and gives its thread back until then. One thread can wait for thousands of answers, because waiting needs no thread.'
  ],
  see: 'Eight requests, each sent when the one before is answered. Every bar is time spent waiting. The counter runs on the only thread of this page, and it goes on all the time.',
  batch: ({ many }) => ({ mode: 'sequence', requests: many(8), fields: 'count' }),
  names: { python: 'await', javascript: 'await', vertx: 'Future.compose' },
  code: {
    python: `async def tick():
    while True:
        print("still here")
        await asyncio.sleep(0.1)  # gives the thread back

ticker = asyncio.create_task(tick())
for path in paths:
    print(await get(path))  # waits, and tick() goes on
ticker.cancel()`,
    javascript: `const ticker = setInterval(() => console.log('still here'), 100)

for (const path of paths) {
  console.log(await get(path)) // waits, and the ticker goes on
}
clearInterval(ticker)`,
    vertx: `long ticker = vertx.setPeriodic(100, id -> print("still here"));

Future<String> last = Future.succeededFuture();
for (String path : paths) {
  // once the last one is there, ask for this one
  last = last.compose(before -> get(path)).onSuccess(this::print);
}
last.onComplete(done -> vertx.cancelTimer(ticker));`
  }
}
