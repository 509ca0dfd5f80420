/**
 * Programs that run a batch. Each is the text of a batch in one language.
 *
 * @type {Record<string, (batch: string, origin: string) => string>}
 */
export const SNIPPETS = {
  curl: (batch, origin) => `curl -s ${origin}/v1/batches -H 'content-type: application/json' -d '${batch.replace(/'/g, `'\\''`)}'`,

  fetch: (batch, origin) => `const response = await fetch('${origin}/v1/batches', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(${batch.replace(/\n/g, '\n  ')})
})
const { responses, summary } = await response.json()`,

  Python: (batch, origin) => `import json, urllib.request

batch = json.loads(r"""${batch.replace(/"""/g, '\\u0022\\u0022\\u0022')}""")
request = urllib.request.Request(
    "${origin}/v1/batches",
    data=json.dumps(batch).encode(),
    headers={"content-type": "application/json"},
)
with urllib.request.urlopen(request) as response:
    answer = json.load(response)`
}
