/** @type {import('../lessons.js').Lesson} */
export const deadlines = {
  id: 'deadlines',
  title: 'Deadlines that nest',
  idea: [
    'A deadline says until when an answer is of use. A part may have a shorter one than the whole, so that a slow part does not take the time of the others.',
    'A part never gets more time than the whole has left, whatever it asks for. So the caller who waits at the outside can rely on one number.'
  ],
  see: 'The whole batch may take 700 ms. The first sequence may take 250 ms, and is cut off then. The second asks for a whole minute, but is cut off with the batch. What was done by then stays, and what had not begun fails too.',
  untimed: true,
  batch: ({ many }) => ({
    deadlineMs: 700,
    requests: [
      { id: 'a-quarter-of-a-second', deadlineMs: 250, sequence: many(5) },
      { id: 'a-minute', deadlineMs: 60_000, sequence: many(10) }
    ],
    fields: 'count'
  }),
  names: { python: 'asyncio.timeout', javascript: 'AbortSignal.timeout', vertx: 'Future.timeout' },
  code: {
    python: `async with asyncio.timeout(0.7):  # for everything
    try:
        async with asyncio.timeout(0.25):  # for this part
            await get(first)
    except TimeoutError:
        print("too slow; go on without it")

    async with asyncio.timeout(60):  # 0.7 s still holds
        await get(second)`,
    javascript: `const everything = AbortSignal.timeout(700)
const within = (ms) =>
  AbortSignal.any([everything, AbortSignal.timeout(ms)]) // the earlier

await get(first, within(250)).catch(() => {
  console.log('too slow; go on without it')
})
await get(second, within(60_000)) // 700 ms still hold`,
    vertx: `get(first).timeout(250, MILLISECONDS) // for this part
    .otherwise("too slow; go on without it")
    .compose(part -> get(second).timeout(60, SECONDS))
    .timeout(700, MILLISECONDS) // for everything
    .onSuccess(this::print)
    .onFailure(late -> print("out of time"));
// timeout() ends the wait; cancel the request yourself`
  }
}
