/** @type {import('../lessons.js').Lesson} */
export const groups = {
  id: 'groups',
  title: 'Task groups and cancellation',
  idea: [
    'Tasks that serve one purpose should end together. If one fails, the others work for nothing, so the group cancels them. When the group has ended, nothing of it runs any more: no request is forgotten in the background.',
    'To cancel is to say that nobody needs the answer. Who waits for it stops waiting; what has not begun never begins.'
  ],
  see: 'The first step of the group asks for a Pokémon that does not exist. When it fails, the group cancels what its other members wait for, and leaves out the rest. The sequence at the bottom is not in the group, and goes on. Stop cancels all of it.',
  untimed: true,
  batch: ({ number, many }) => ({
    requests: [
      { id: 'group', onError: 'stop', parallel: [`pokemon/nobody-${number}`, { sequence: many(5) }, { sequence: many(5) }] },
      { id: 'outside', sequence: many(5) }
    ],
    fields: 'count'
  }),
  names: { python: 'asyncio.TaskGroup', javascript: 'AbortController', vertx: 'HttpClientRequest.reset' },
  code: {
    python: `try:
    async with asyncio.TaskGroup() as group:
        # the first failure cancels the other tasks
        for path in paths:
            group.create_task(get(path))
except* LookupError as failures:
    print(failures.exceptions)
# here no task of the group runs any more`,
    javascript: `const stop = new AbortController()
const tasks = paths.map((path) => get(path, stop.signal))
try {
  await Promise.all(tasks) // rejects at the first failure
} catch (failure) {
  stop.abort() // cancels the others: Promise.all does not
  await Promise.allSettled(tasks)
}
// here no task of the group runs any more`,
    vertx: `List<HttpClientRequest> sent = new ArrayList<>();
List<Future<HttpClientResponse>> tasks = paths.stream()
    .map(path -> client.request(GET, path).compose(request -> {
      sent.add(request);
      return request.send();
    })).toList();
Future.all(tasks) // fails at the first failure, cancels none
    .onFailure(first -> sent.forEach(HttpClientRequest::reset));`
  }
}
