// The documents of PokéAPI with Node's own fetch, as somebody would write it without Pokébatch.
// Argument: the upstream's URL. Reads lines of "documents concurrency mask|shape", fetches the
// documents, and prints "done", the seconds, and the seconds of CPU; "rows" prints what it made.
import { createInterface } from 'node:readline';

const upstream = process.argv[2];
let rows = [];

const mask = ({ id, name, types, stats }) => ({
  id,
  name,
  types: types.map(({ type }) => ({ type: { name: type.name } })),
  stats: stats.map(({ base_stat, stat }) => ({ base_stat, stat: { name: stat.name } })),
});

function shape({ id, name, types, stats, names = [] }) {
  const row = { id, name };
  for (const { stat, base_stat } of stats) row[stat.name] = base_stat;
  row.types = types.map(({ type }) => type.name);
  row.german = names.find(({ language }) => language.name === 'de')?.name ?? null;
  return row;
}

async function round(documents, concurrency, make) {
  let next = 1;
  async function worker() {
    while (next <= documents) {
      const id = next++;
      const response = await fetch(`${upstream}/pokemon/${id}/`);
      if (!response.ok) throw new Error(`${id}: ${response.status}`);
      rows[id - 1] = JSON.stringify(make(await response.json()));
    }
  }
  rows = [];
  await Promise.all(Array.from({ length: concurrency }, worker));
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'rows') {
    console.log(`[${rows.join(',')}]`);
    continue;
  }
  const [documents, concurrency, form] = line.split(' ');
  const begun = performance.now();
  const before = process.cpuUsage();
  await round(Number(documents), Number(concurrency), form === 'mask' ? mask : shape);
  const { user, system } = process.cpuUsage(before);
  console.log('done', (performance.now() - begun) / 1e3, (user + system) / 1e6);
}
