import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { EXAMPLES, pretty } from '../../main/resources/web/js/batch/examples.js'
import { fromFragment, toFragment } from '../../main/resources/web/js/batch/link.js'
import { parseBatch } from '../../main/resources/web/js/batch/parse.js'
import { SNIPPETS } from '../../main/resources/web/js/batch/snippets.js'
import { flatten } from '../../main/resources/web/js/results/flatten.js'
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
