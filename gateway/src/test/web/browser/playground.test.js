import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ended, fits, GATEWAY, isAccessible, launch, on } from './harness.js'

let browser
before(async () => (browser = await launch()))
after(() => browser.close())

const run = async (page, batch) => {
  await page.locator('#batch').fill(typeof batch === 'string' ? batch : JSON.stringify(batch))
  await page.locator('#run').click()
}
const text = (page, selector) => page.locator(selector).innerText()

test('every example runs', () =>
  on(browser, '/', {}, async (page) => {
    await ended(page)
    assert.equal(await page.locator('.card').count(), 20)
    await page.waitForFunction(() => document.querySelector('.card .sprite')?.naturalWidth === 96)
    assert.match(await text(page, '#total-documents'), /^20 documents/)
    for (const [example, total] of [
      ['family', /^5 documents(, all from the cache)?$/],
      ['kanto', /^151 documents/],
      ['groups', /^11 documents/],
      ['typo', /^2 documents.*, 2 failed/]
    ]) {
      await page.locator(`[data-example=${example}]`).click()
      await page.waitForFunction((wanted) => new RegExp(wanted).test(document.querySelector('#total-documents').textContent), total.source)
      await ended(page)
    }
    await isAccessible(page)
  }))

/** Opens the page in a new context, whose cache is empty, and says what it took until it could be used. */
async function load() {
  let metrics
  const cpuMs = async () => {
    const { metrics: all } = await metrics.send('Performance.getMetrics')
    return all.find(({ name }) => name === 'TaskDuration').value * 1000
  }
  const before = async (page) => {
    metrics = await page.context().newCDPSession(page)
    await metrics.send('Performance.enable', { timeDomain: 'threadTicks' })
    await page.addInitScript(() =>
      new MutationObserver((_, observer) => {
        if (!document.body?.dataset.state) return
        globalThis.usableAt = performance.now()
        observer.disconnect()
      }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-state'] })
    )
  }
  let taken
  await on(browser, '/', { before }, async (page) => {
    const wallMs = await (await page.waitForFunction(() => globalThis.usableAt)).jsonValue()
    const usedMs = await cpuMs()
    await ended(page)
    const from = await cpuMs()
    await page.evaluate(() => {
      const end = performance.now() + 50
      while (performance.now() < end);
    })
    taken = { wallMs, cpuMs: usedMs, slowness: Math.max(1, 50 / ((await cpuMs()) - from)) }
  })
  return taken
}

test('it can be used in less than a second, with a cold cache', async () => {
  const loads = []
  const least = (of) => Math.min(...loads.map(of))
  // Others use the processors too: the time that remains for this page is less. A fault of ours shows in each load.
  const isQuick = () => least(({ cpuMs }) => cpuMs) < 1000 && least(({ wallMs, slowness }) => wallMs / slowness) < 1000
  do loads.push(await load())
  while (!isQuick() && loads.length < 10)
  assert.ok(isQuick(), JSON.stringify(loads))
})

test('a suggestion mends a failed name', () =>
  on(browser, '/', {}, async (page) => {
    await page.locator('[data-example=typo]').click()
    const suggestion = page.getByRole('button', { name: 'bulbasaur' })
    await suggestion.waitFor()
    const batch = await page.locator('#batch').inputValue()
    for (const other of ['{"requests": [', '{"requests": []}', '{"requests": ["pokemon/1", "pokemon/2"]}']) {
      await page.locator('#batch').fill(other)
      await suggestion.click()
      await page.getByText('The batch was changed since this run').waitFor()
      assert.equal(await page.locator('#batch').inputValue(), other)
    }
    await page.locator('#batch').fill(batch)
    await suggestion.click()
    await page.waitForFunction(() => document.querySelector('#batch').value.includes('pokemon/bulbasaur'))
    await page.waitForFunction(() => /^3 documents.*, 1 failed/.test(document.querySelector('#total-documents').textContent))
  }))

test('faults are shown where they are', () =>
  on(browser, '/', { expected: ['400'] }, async (page) => {
    await ended(page)
    await run(page, { requests: ['pokemon/1', { gte: 3 }], concurrency: 'x' })
    await ended(page, 'failed')
    assert.equal(await page.locator('.faults li').count(), 3)
    assert.ok((await page.locator('.editor-under .fault').count()) >= 2)
    assert.equal(await text(page, '#total-documents'), '0 documents, 2 not begun')
    await page.locator('.faults button').last().click()
    assert.match(await page.evaluate(() => getSelection().toString()), /"concurrency":"x"/)
    await isAccessible(page)
    await run(page, '{"requests": [')
    await page.locator('.faults').getByText('This is not JSON yet').waitFor()
  }))

test('stopping cancels, and shows what', () =>
  on(browser, '/', {}, async (page) => {
    await ended(page)
    const requests = [{ sequence: Array.from({ length: 200 }, (_, i) => `pokemon?limit=1&offset=${i}`) }]
    await run(page, { requests })
    await page.locator('#stop').click()
    await ended(page, 'stopped')
    assert.match(await text(page, '#total-documents'), /1 cancelled, 1\d\d not begun/)
  }))

test('the keyboard is enough', () =>
  on(browser, '/', {}, async (page) => {
    await ended(page)
    await page.locator('#batch').focus()
    await page.keyboard.press('Control+A')
    await page.keyboard.type('{ "requests": ["pokemon/4"], "fi')
    await page.locator('.completion li').first().waitFor({ timeout: 10_000 })
    await page.keyboard.press('Enter')
    await page.keyboard.type('id,name')
    await page.keyboard.press('End')
    await page.keyboard.type(' }')
    assert.deepEqual(JSON.parse(await page.locator('#batch').inputValue()), { requests: ['pokemon/4'], fields: 'id,name' })
    await page.keyboard.press('Control+Enter')
    await page.waitForFunction(() => /^1 document/.test(document.querySelector('#total-documents').textContent))
    await ended(page)
    await page.locator('#tab-cards').focus()
    for (const tab of ['table', 'json', 'times']) {
      await page.keyboard.press('ArrowRight')
      assert.equal(await page.evaluate(() => document.activeElement.id), `tab-${tab}`)
      await isAccessible(page)
    }
    await page.locator('canvas').focus()
    await page.keyboard.press('ArrowDown')
    assert.match(await page.locator('canvas').getAttribute('aria-label'), /pokemon\/4: .*queued/)
  }))

test('a link opens its batch, and runs nothing by itself', () =>
  on(browser, '/#b=' + Buffer.from('{"requests": ["pokemon/7"]}').toString('base64url'), {}, async (page) => {
    assert.equal(await page.locator('#batch').inputValue(), '{"requests": ["pokemon/7"]}')
    assert.equal(await page.locator('.card').count(), 0)
    await page.locator('#run').click()
    await ended(page)
    assert.equal(await page.locator('.card').count(), 1)
  }))

for (const options of [
  { viewport: { width: 360, height: 740 } },
  { colorScheme: 'dark' },
  { reducedMotion: 'reduce' },
  { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }
]) {
  test(`it is whole with ${JSON.stringify(options)}`, () =>
    on(browser, '/', options, async (page) => {
      await ended(page)
      await fits(page)
      await isAccessible(page)
    }))
}

/** Counts the frames that a page draws within a time. */
const frames = (page, ms) =>
  page.evaluate(
    (time) =>
      new Promise((done) => {
        const start = performance.now()
        let count = 0
        const next = (now) => (now - start < time ? (count++, requestAnimationFrame(next)) : done(count))
        requestAnimationFrame(next)
      }),
    ms
  )

test('a thousand documents are drawn smoothly', () =>
  on(browser, '/', {}, async (page) => {
    await ended(page)
    const batch = (first) => ({
      requests: Array.from({ length: 1000 }, (_, i) => `pokemon?limit=2&offset=${first + i}`),
      concurrency: 50,
      fields: 'results.name'
    })
    const seen = []
    const used = []
    const metrics = await page.context().newCDPSession(page)
    await metrics.send('Performance.enable', { timeDomain: 'threadTicks' })
    const cpuS = async () => (await metrics.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value
    do {
      const first = 2000 * seen.length
      // The idle page has the same processor: as many documents arrive meanwhile, and are not drawn.
      const undrawn = page.request.post(`${GATEWAY}/v1/batches`, { data: { ...batch(first), trace: true } })
      const idle = await frames(page, 1000)
      await undrawn
      await run(page, batch(first + 1000))
      const before = await cpuS()
      const busy = await frames(page, 1000)
      await ended(page)
      assert.match(await text(page, '#total-documents'), /^1,000 documents/)
      seen.push(busy / idle)
      used.push((await cpuS()) - before)
    } while (Math.max(...seen) < 0.8 && seen.length < 5)
    // While other programs take the processor, frames say nothing. Then what counts is how much of it a thousand documents take, of the two
    // seconds in which they arrive at 500 a second: what is left is enough for four fifths of the frames.
    const smooth = Math.max(...seen) >= 0.8 || Math.min(...used) <= 0.8 * 2
    assert.ok(smooth, `frames while they arrived, to those of the idle page: ${seen}; seconds of a processor: ${used}`)
  }))
