/** @type {import('../lessons.js').Lesson} */
export const gather = {
  id: 'gather',
  title: 'Gather: ask for all, wait once',
  idea: [
    'Eight answers are needed. If you ask for the second only when the first is there, you wait eight times. If you ask for all of them and then wait for all of them, you wait once: as long as the slowest takes.',
    'Nothing got faster, and no thread was added. The eight waits lie side by side instead of end to end.'
  ],
  see: 'The same eight requests as in the lesson before, sent together. Compare the two bars: the time of the batch, and the time of its documents one after the other.',
  batch: ({ many }) => ({ requests: many(8), fields: 'count' }),
  names: { python: 'asyncio.gather', javascript: 'Promise.all', vertx: 'Future.all' },
  code: {
    python: `# sends all, then waits for all
answers = await asyncio.gather(*[get(path) for path in paths])
for path, answer in zip(paths, answers):  # in the order of paths
    print(path, answer)

# a failure becomes a value, and spoils nothing else
answers = await asyncio.gather(
    *[get(path) for path in paths], return_exceptions=True)`,
    javascript: `// sends all, then waits for all
const answers = await Promise.all(paths.map((path) => get(path)))
answers.forEach((answer, i) => console.log(paths[i], answer))

// a failure becomes a value, and spoils nothing else
const tasks = paths.map((path) => get(path))
const outcomes = await Promise.allSettled(tasks)`,
    vertx: `// sends all
List<Future<String>> asked = paths.stream().map(this::get).toList();

// succeeds with all answers, in the order of paths
Future.all(asked).onSuccess(all -> print(all.list()));

// waits until each has succeeded or failed
Future.join(asked).onComplete(done -> asked.forEach(
    one -> print(one.succeeded() ? one.result() : one.cause())));`
  }
}
