import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contextAt } from '../../main/resources/web/js/json/context.js'
import { offsetOf, spanOf } from '../../main/resources/web/js/json/locate.js'
import { proposals } from '../../main/resources/web/js/json/schema.js'

const schema = {
  properties: {
    requests: { type: 'array', items: { oneOf: [{ type: 'string', examples: ['pokemon/25'] }, { $ref: '#/get' }, { $ref: '#/all' }] } },
    mode: { enum: ['parallel', 'sequence'] },
    trace: { type: 'boolean' }
  }
}
const api = {
  get: { type: 'object', required: ['get'], properties: { get: { type: 'string' }, id: { type: 'string' } } },
  all: { type: 'object', required: ['all'], properties: { all: { type: 'string' }, id: { type: 'string' } } }
}
const labels = (text) => {
  const offset = text.indexOf('|')
  return proposals(api, schema, contextAt(text.replace('|', ''), offset)).map(({ label }) => label)
}

test('a fault is at its pointer', () => {
  const text = '{ "requests": ["pokemon/1", { "gte": 3 }],\n  "concurrency": "x" }'
  const at = (pointer) => text.slice(spanOf(text, pointer).start, spanOf(text, pointer).end)
  assert.equal(at('/requests/1/gte'), '"gte": 3')
  assert.equal(at('/concurrency'), '"concurrency": "x"')
  assert.equal(at('/requests/0'), '"pokemon/1"')
  assert.equal(at('/requests/1/get'), '{')
  assert.equal(at(''), text)
})

test('names with slashes and tildes are escaped', () => {
  const text = '{"a/b~c": 1}'
  assert.equal(spanOf(text, '/a~1b~0c').start, 1)
})

test('text that is not JSON does no harm', () => {
  for (const text of ['', '{', '{"a"', '{"a":', '[1,', '"', '{{{', ']]', '{"a": [}', '{,,}']) spanOf(text, '/a/0')
})

test('line and column are an offset', () => {
  assert.equal(offsetOf('ab\ncd', 2, 2), 4)
})

test('members that are not there yet are proposed', () => {
  assert.deepEqual(labels('{ "mode": "parallel", | }'), ['requests', 'trace'])
  assert.deepEqual(labels('{ "m| }'), ['mode'])
})

test('values are proposed', () => {
  assert.deepEqual(labels('{ "mode": "s|" }'), ['sequence'])
  assert.deepEqual(labels('{ "trace": |'), ['true', 'false'])
  assert.deepEqual(labels('{ "requests": [|'), ['pokemon/25', '{ "get": "" }', '{ "all": "" }'])
})

test('what is there tells which alternative is meant', () => {
  assert.deepEqual(labels('{ "requests": [{ "all": "type", | }] }'), ['id'])
  assert.deepEqual(labels('{ "requests": ["pokemon/1", { | }] }'), ['get', 'id', 'all'])
})

test('nothing is proposed within what is complete', () => {
  assert.deepEqual(labels('{ "trace": true | }'), [])
})
