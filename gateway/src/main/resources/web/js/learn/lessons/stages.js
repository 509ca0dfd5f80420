/** @type {import('../lessons.js').Lesson} */
export const stages = {
  id: 'stages',
  title: 'Sequences of parallels',
  idea: [
    'Real work is mixed. Some steps need the result of others, and must come after them; the rest can run side by side. Sequence and parallel are enough to say so, because each can hold the other.',
    'Each stage begins when the last member of the stage before has ended. So one slow member holds up the next stage: keep in one stage what takes about equally long.'
  ],
  see: 'Three stages, one after the other. The second holds a sequence of three beside two single requests, so it takes three times as long as the others, and the third stage waits for it.',
  batch: ({ many }) => ({
    mode: 'sequence',
    requests: [{ parallel: many(4) }, { parallel: [...many(2), { sequence: many(3) }] }, { parallel: many(4) }],
    fields: 'count'
  }),
  names: { python: 'await and asyncio.gather', javascript: 'await and Promise.all', vertx: 'compose and Future.all' },
  code: {
    python: `async def one_by_one(paths):
    for path in paths:
        await get(path)

await asyncio.gather(*map(get, stage1))
await asyncio.gather(get(a), get(b), one_by_one(stage2))
await asyncio.gather(*map(get, stage3))`,
    javascript: `async function oneByOne(paths) {
  for (const path of paths) await get(path)
}

await Promise.all(stage1.map((path) => get(path)))
await Promise.all([get(a), get(b), oneByOne(stage2)])
await Promise.all(stage3.map((path) => get(path)))`,
    vertx: `Future<String> oneByOne(List<String> paths) {
  Future<String> last = Future.succeededFuture();
  for (String path : paths) last = last.compose(x -> get(path));
  return last;
}

Future.all(stage1.stream().map(this::get).toList())
    .compose(x -> Future.all(get(a), get(b), oneByOne(stage2)))
    .compose(x -> Future.all(stage3.stream().map(this::get).toList()));`
  }
}
