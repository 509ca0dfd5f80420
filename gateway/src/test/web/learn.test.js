import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshDocuments } from '../../main/resources/web/js/learn/fresh.js'
import { LESSONS } from '../../main/resources/web/js/learn/lessons.js'
import { Run } from '../../main/resources/web/js/run/run.js'

const lesson = (id) => LESSONS.find((each) => each.id === id)

test('each run asks for documents that no earlier run asked for', () => {
  const runs = [1, 2].map(() => freshDocuments().many(50))
  assert.equal(new Set(runs.flat()).size, 100)
})

test('there are eight lessons, each with a fragment of its own', () => {
  assert.equal(LESSONS.length, 8)
  assert.equal(new Set(LESSONS.map(({ id }) => id)).size, 8)
})

for (const { id, code } of LESSONS) {
  for (const [language, text] of Object.entries(code)) {
    test(`the code of ${id} in ${language} is short and narrow`, () => {
      const lines = text.split('\n')
      assert.ok(lines.length >= 5 && lines.length <= 10, `${lines.length} lines`)
      for (const line of lines) assert.ok(line.length <= 72, line)
    })
  }
}

test('of the slow reader each thirtieth document is drawn', () => {
  const { batch, drawn } = lesson('back-pressure')
  const whole = new Run(batch(freshDocuments()))
  assert.equal(whole.rows.length, 1200)
  assert.equal(new Run(drawn(batch(freshDocuments()))).rows.length, 40)
})
