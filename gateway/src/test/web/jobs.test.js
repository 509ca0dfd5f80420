import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fragmentOf, pathOf } from '../../main/resources/web/js/collections/list.js'
import { follow, JobDocuments } from '../../main/resources/web/js/jobs/documents.js'
import { progressText, standing } from '../../main/resources/web/js/jobs/words.js'

const progress = { total: 152, succeeded: 150, failed: 1, skipped: 0, cancelled: 1 }
const item = (seq) => ({ type: 'item', seq, id: '0', item: { get: `pokemon/${seq}`, status: 200, outcome: 'succeeded', cache: 'miss' } })

/** Answers requests with these bodies, one after the other; an error breaks the connection there. */
function answer(t, ...bodies) {
  const paths = []
  globalThis.sessionStorage = { getItem: () => null }
  t.mock.method(globalThis, 'setTimeout', (act) => queueMicrotask(act))
  t.mock.method(globalThis, 'fetch', async (path) => {
    paths.push(path)
    const parts = bodies.shift()
    if (parts instanceof Response) return parts
    const stream = new ReadableStream({
      pull(controller) {
        const part = parts.shift()
        if (part === undefined) controller.close()
        else if (part instanceof Error) controller.error(part)
        else controller.enqueue(new TextEncoder().encode(JSON.stringify(part) + '\n'))
      }
    })
    return new Response(stream)
  })
  return paths
}

test('a job stands as it ended', () => {
  assert.equal(standing({ state: 'running' }), 'running')
  assert.equal(standing({ state: 'ended', endReason: 'completed', outcome: 'partial' }), 'partial')
  assert.equal(standing({ state: 'ended', endReason: 'cancelled', outcome: 'partial' }), 'cancelled')
})

test('progress names what there is', () => {
  assert.equal(progressText({ state: 'ended', progress }), '150 of 152 documents, 1 failed, 1 cancelled')
  const early = { total: 1, succeeded: 0, failed: 0, skipped: 0, cancelled: 0, remainingMs: 4000 }
  assert.equal(progressText({ state: 'running', progress: early }), '0 of 1 document, about 4 s left')
})

test('documents go on after a broken connection where they were', async (t) => {
  const paths = answer(t, [item(1), item(2), new Error('broken')], new Response('{}', { status: 503 }), [item(3), { type: 'summary' }])
  const documents = new JobDocuments()
  await follow('/r', documents, new AbortController().signal, () => {})
  assert.deepEqual(
    documents.rows.map((row) => row.label),
    ['pokemon/1', 'pokemon/2', 'pokemon/3']
  )
  assert.deepEqual(
    paths,
    [0, 2, 2].map((seq) => `/r?follow=true&after=${seq}`)
  )
})

test('a refusal ends them', async (t) => {
  answer(t, new Response('{"detail": "gone"}', { status: 410 }))
  await assert.rejects(
    follow('/r', new JobDocuments(), new AbortController().signal, () => {}),
    { message: 'gone' }
  )
})

test('only the first documents are read', async (t) => {
  answer(
    t,
    Array.from({ length: 1000 }, (_, i) => item(i + 1))
  )
  const documents = new JobDocuments()
  await follow('/r', documents, new AbortController().signal, () => {})
  assert.equal(documents.rows.length, 300)
  assert.ok(documents.full)
})

test('a fragment names a collection and nothing else', () => {
  assert.equal(pathOf('#kanto'), '/v1/collections/kanto')
  assert.equal(pathOf('#kanto?owner=ash'), '/v1/collections/kanto?owner=ash')
  for (const fragment of ['', '#', '#../batches/x', '#a/b', '#a?x=1']) assert.equal(pathOf(fragment), '')
  assert.equal(fragmentOf('/v1/collections/kanto'), '#kanto')
  assert.equal(fragmentOf(''), '#')
})
