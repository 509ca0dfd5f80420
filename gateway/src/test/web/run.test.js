import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Run } from '../../main/resources/web/js/run/run.js'

const ended = (id, get, endedMs, more = {}) => ({
  type: 'item',
  id,
  item: { get, status: 200, outcome: 'succeeded', cache: 'miss', trace: { queuedMs: 0, startedMs: 1, endedMs }, ...more }
})
const states = (run) => run.rows.map((row) => row.state)

test('at most `concurrency` documents are asked for at once', () => {
  const run = new Run({ requests: ['pokemon/1..4'], concurrency: 2 })
  run.advance(10)
  assert.deepEqual(states(run), ['asked', 'asked', 'waiting', 'waiting'])
  run.take(ended('0', 'pokemon/2', 15, { index: 1 }), 15)
  run.advance(20)
  assert.deepEqual(states(run), ['asked', 'ended', 'asked', 'waiting'])
})

test('the second step of a sequence waits for the first', () => {
  const run = new Run({ requests: [{ sequence: ['pokemon/1', 'pokemon/2'] }] })
  run.advance(5)
  assert.deepEqual(states(run), ['asked', 'waiting'])
  assert.ok(Number.isNaN(run.rows[1].queuedMs))
  run.take(ended('0.0', 'pokemon/1', 9), 10)
  run.advance(12)
  assert.deepEqual(states(run), ['ended', 'asked'])
})

test('a reference waits for its source, and gets a row for each document', () => {
  const run = new Run({
    requests: [
      { id: 'page', get: 'pokemon?limit=2' },
      { id: 'cards', get: { from: 'page', path: '$.results[*].url' } }
    ]
  })
  run.advance(5)
  assert.deepEqual(states(run), ['asked', 'waiting'])
  run.take(ended('page', 'pokemon?limit=2', 9), 10)
  for (const index of [1, 0]) run.take({ type: 'item', id: 'cards', item: { ...ended('', `http://u/api/v2/pokemon/${index}/`, 20).item, index } }, 21)
  assert.deepEqual(
    run.rows.map((row) => row.label),
    ['pokemon?limit=2', 'pokemon/0', 'pokemon/1']
  )
})

test('stopping cancels what was asked for and skips the rest', () => {
  const run = new Run({ requests: ['pokemon/1..3'], concurrency: 1 })
  run.advance(5)
  run.stop(30)
  assert.deepEqual(
    run.rows.map((row) => row.outcome),
    ['cancelled', 'skipped', 'skipped']
  )
  assert.equal(run.rows[0].endedMs, 30)
  assert.equal(run.running, false)
})

test('of a batch that is refused nothing was asked for', () => {
  const run = new Run({ requests: ['pokemon/1..3'] })
  run.advance(40)
  run.refuse()
  assert.deepEqual(
    run.rows.map(({ outcome, queuedMs, startedMs }) => [outcome, queuedMs, startedMs]),
    Array(3).fill(['skipped', NaN, NaN])
  )
  assert.equal(run.advance(90), 0)
})

test('the clock is that of the gateway', () => {
  const run = new Run({ requests: ['pokemon/1', 'pokemon/2'] })
  run.take(ended('0', 'pokemon/1', 100), 140)
  assert.equal(run.advance(150), 110)
})

test('a step that could not be resolved is one row', () => {
  const run = new Run({ requests: ['pokemon/1..3'] })
  run.take({ type: 'item', id: '0', item: { status: 422, outcome: 'failed', problem: { title: 'Limit exceeded' } } }, 5)
  assert.equal(run.rows.length, 1)
  assert.equal(run.rows[0].label, 'Limit exceeded')
})
