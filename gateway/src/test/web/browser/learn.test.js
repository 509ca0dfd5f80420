import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { LESSONS } from '../../../main/resources/web/js/learn/lessons.js'
import { ended, fits, isAccessible, launch, open } from './harness.js'

let browser
before(async () => (browser = await launch()))
after(() => browser.close())

const text = (page, selector) => page.locator(selector).innerText()

/** What each lesson promises about its run. */
const PROMISES = {
  waiting: /^8 documents(, all from the cache)?$/,
  gather: /^8 documents(, all from the cache)?$/,
  blocking: /^12 documents(, all from the cache)?$/,
  threads: /^12 documents(, all from the cache)?$/,
  groups: /1 failed(, [12] cancelled)?, \d+ not begun/,
  deadlines: /^\d+ documents?, \d+ failed/,
  stages: /^13 documents(, all from the cache)?$/,
  'back-pressure': /^40 documents/
}

test('each lesson runs, one after the other, on a large screen and on a small, dark one', async () => {
  const { page, wrong, close } = await open(browser, '/learn')
  for (const [i, { id, title, blocks }] of LESSONS.entries()) {
    await page.getByRole('heading', { name: title, level: 1 }).waitFor()
    await ended(page)
    assert.match(await text(page, '#total-documents'), PROMISES[id], id)
    assert.match(await text(page, '#announcements'), /^Done: /)
    assert.equal(await page.locator('#code figure').count(), 3)
    if (blocks) await isAccessible(page)
    await page.setViewportSize({ width: 360, height: 740 })
    await fits(page)
    await page.setViewportSize({ width: 1280, height: 900 })
    if (i + 1 < LESSONS.length) await page.locator('#turn a').last().click()
  }
  await page.setViewportSize({ width: 360, height: 740 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await isAccessible(page)
  assert.deepEqual(wrong, [])
  await close()
})

test('a run can be stopped, and a lesson chosen, with the keyboard alone', async () => {
  const { page, wrong, close } = await open(browser, '/learn#deadlines')
  await page.locator('#run').press('Enter')
  await page.keyboard.press('Escape')
  await ended(page, 'stopped')
  assert.match(await text(page, '#announcements'), /^Stopped: /)
  await page.locator('#lessons a').nth(1).press('Enter')
  await ended(page)
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Gather: ask for all, wait once')
  assert.deepEqual(wrong, [])
  await close()
})

test('a blocked thread stops the counter, and the run goes on', async () => {
  const { page, wrong, close } = await open(browser, '/learn#blocking')
  await ended(page)
  await page.locator('#block').click()
  await page.waitForFunction(() => parseInt(document.querySelector('#late').textContent) > 300)
  await ended(page)
  assert.match(await text(page, '#total-documents'), PROMISES.blocking)
  assert.deepEqual(wrong, [])
  await close()
})
