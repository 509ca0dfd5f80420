import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { EXAMPLES, pretty } from '../../main/resources/web/js/batch/examples.js'
import { fromFragment, toFragment } from '../../main/resources/web/js/batch/link.js'
import { parseBatch } from '../../main/resources/web/js/batch/parse.js'
import { SNIPPETS } from '../../main/resources/web/js/batch/snippets.js'
import { flatten } from '../../main/resources/web/js/results/flatten.js'
import { lateness } from '../../main/resources/web/js/compare/event-loop.js'
import { shortened } from '../../main/resources/web/js/waterfall/label.js'
import { rowHeight, ticks } from '../../main/resources/web/js/waterfall/layout.js'

test('a link holds any batch', () => {
  for (const text of ['{}', '{"get": "pokemon/Flabébé ♀ 🎉"}', 'x'.repeat(5000)]) assert.equal(fromFragment(toFragment(text)), text)
})

test('a broken link holds none', () => {
  for (const fragment of ['', '#', '#b=%%%', '#b=_w', '#other']) assert.equal(fromFragment(fragment), null)
})

test('examples are written as JSON', () => {
  for (const { batch } of EXAMPLES) assert.deepEqual(JSON.parse(pretty(batch)), batch)
})

test('what is no batch says why', () => {
  assert.deepEqual(parseBatch('{"requests": []}'), { requests: [] })
  assert.throws(() => parseBatch('{\n  "requests": [,'), { status: 400, message: /line 2, column 17/ })
  assert.throws(() => parseBatch('[]'), /JSON object/)
})

test('curl takes a batch with an apostrophe', () => {
  const batch = '{"requests": ["pokemon/farfetch\'d"]}'
  const shell = SNIPPETS.curl(batch, 'http://localhost').replace(/^curl/, 'printf "%s\\n"')
  assert.equal(execFileSync('sh', ['-c', shell], { encoding: 'utf8' }).trim().split('\n').pop(), batch)
})

const ODD = {
  requests: ["pokemon/farfetch'd", 'pokemon/Flabébé ♀ 🎉', 'pokemon/"""', "pokemon/$(id) `id` \\ \\' %s\n\u2028", '</script>', '']
}

test('fetch sends any batch', async () => {
  for (const text of [JSON.stringify(ODD), pretty(ODD)]) {
    const sent = []
    const fetch = async (url, options) => (sent.push([url, JSON.parse(options.body)]), { json: async () => ({}) })
    await new Function('fetch', `return (async () => {${SNIPPETS.fetch(text, 'http://localhost')}})()`)(fetch)
    assert.deepEqual(sent, [['http://localhost/v1/batches', ODD]])
  }
})

test('curl and Python send any batch', (t) => {
  for (const text of [JSON.stringify(ODD), pretty(ODD)]) {
    const shell = SNIPPETS.curl(text, 'http://localhost').replace(/^curl/, 'printf "%s\\0"')
    assert.equal(execFileSync('sh', ['-c', shell], { encoding: 'utf8' }).split('\0').at(-2), text)
  }
  if (spawnSync('python3', ['--version']).error) return t.skip('no Python is installed')
  for (const text of [JSON.stringify(ODD), pretty(ODD)]) {
    const program = SNIPPETS.Python(text, 'http://localhost').split('with urllib')[0] + 'print(request.data.decode(), request.full_url)'
    const [body, url] = execFileSync('python3', ['-c', program], { encoding: 'utf8' })
      .trim()
      .split(/ (?=http)/)
    assert.deepEqual([JSON.parse(body), url], [ODD, 'http://localhost/v1/batches'])
  }
})

test('a label that does not fit keeps what differs', () => {
  const fit = (text, width) => shortened(text, width, (part) => part.length)
  assert.equal(fit('pokemon/bulbasaur', 20), 'pokemon/bulbasaur')
  assert.equal(fit('pokemon/bulbasaur', 10), 'bulbasaur')
  assert.equal(fit('pokemon?limit=183&offset=3', 10), '…&offset=3')
  assert.equal(fit('bulbasaur · pokemon/1', 14), 'bulbasaur · 1')
  assert.equal(fit('charmander · pokemon/4', 8), 'charman…')
})

test('each event loop says how late it is, further ones together', () => {
  assert.equal(lateness([1.4]), '1 ms')
  assert.equal(lateness([0, 3.6, 1]), '0, 4 and 1 ms')
  assert.equal(lateness([...Array(8).fill(0), 1, 7, 2]), '0, 0, 0, 0, 0, 0, 0, 0 ms; 7 ms the 3 others')
})

test('a document becomes cells', () => {
  const cells = flatten({ id: 1, types: [{ type: { name: 'grass' } }, { type: { name: 'poison' } }], none: null })
  assert.deepEqual(
    [...cells],
    [
      ['id', '1'],
      ['types.type.name', 'grass, poison'],
      ['none', 'null']
    ]
  )
})

test('all rows fit if they can', () => {
  assert.equal(rowHeight(20, 444), 22)
  assert.equal(rowHeight(1, 444), 24)
  assert.equal(rowHeight(1000, 444), 3)
})

test('the axis has round times', () => {
  assert.deepEqual(ticks(480, 4), [0, 200, 400])
})
