import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ended, fits, isAccessible, launch, open } from './harness.js'

let browser
before(async () => (browser = await launch()))
after(() => browser.close())

test('in parallel it is faster than in sequence, and too few threads are slow', async () => {
  const { page, wrong, close } = await open(browser, '/compare')
  await ended(page)
  const seconds = await page.locator('.lane strong').allInnerTexts()
  const [sequence, parallel, , few] = seconds.map((text) => parseFloat(text) * (text.endsWith('ms') ? 1 : 1000))
  assert.ok(parallel * 2 < sequence, seconds.join(', '))
  assert.ok(parallel < few, seconds.join(', '))
  await page.waitForFunction(() => Number(document.querySelector('#gateway-ticks').textContent) > 3)
  await isAccessible(page)
  assert.deepEqual(wrong, [])
  await close()
})

test('it fits a small screen', async () => {
  const { page, wrong, close } = await open(browser, '/compare', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' })
  await fits(page)
  await isAccessible(page)
  assert.deepEqual(wrong, [])
  await close()
})
