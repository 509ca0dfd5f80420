import assert from 'node:assert/strict'
import { test } from 'node:test'
import { outline } from '../../main/resources/web/js/batch/outline.js'

test('a range is a step of many documents', () => {
  const [leaf] = outline({ requests: ['pokemon/10..12'] }).children
  assert.deepEqual(leaf.labels, ['pokemon/10', 'pokemon/11', 'pokemon/12'])
  assert.equal(leaf.id, '0')
})

test('steps of groups are named by their positions, or by their ids', () => {
  const root = outline({ requests: ['pokemon/1', { id: 's', sequence: ['type/fire', { parallel: [{ id: 'p', get: 'pokemon/2' }] }] }] })
  const [, group] = root.children
  assert.equal(group.id, 's')
  assert.equal(group.children[0].id, '1.0')
  assert.equal(group.children[1].children[0].id, 'p')
  assert.equal(group.children[1].children[0].pointer, '/requests/1/sequence/1/parallel/0')
})

test('what is not known before the run is one row', () => {
  const root = outline({ requests: [{ all: 'nature' }, { get: { from: '0', path: '$.results[*]' } }] })
  assert.deepEqual(
    root.children.map(({ known, from, labels }) => [known, from, labels.length]),
    [
      [false, '', 1],
      [false, '0', 1]
    ]
  )
})

test('what is no batch is drawn as it can be', () => {
  assert.equal(outline({}).children.length, 0)
  const drawn = outline({ requests: [{ random: { from: 'fire', path: '$.pokemon[*].pokemon' }, count: 2 }] }).children[0]
  assert.deepEqual([drawn.labels, drawn.from], [['a random one of what fire names', 'a random one of what fire names'], 'fire'])
  assert.equal(outline({ requests: [null, 7, 'pokemon/9..1', { random: 'pokemon', count: -3 }] }).children.length, 4)
})
