import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ended, fits, isAccessible, launch, open } from './harness.js'

let browser
before(async () => (browser = await launch()))
after(() => browser.close())

for (const options of [{}, { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }]) {
  test(`every operation is there, with ${JSON.stringify(options)}`, async () => {
    const { page, wrong, close } = await open(browser, '/docs', options)
    await ended(page)
    assert.ok((await page.locator('.operation').count()) > 20)
    await page.locator('#runBatch summary').click()
    await page.locator('#runBatch').getByRole('button', { name: 'Send' }).click()
    await page.locator('#runBatch .try', { hasText: /HTTP status 200, application\/json/ }).waitFor()
    assert.match(await page.locator('#runBatch .try pre').innerText(), /"complete": true/)
    await fits(page)
    await isAccessible(page)
    assert.deepEqual(wrong, [])
    await close()
  })
}

test('a problem type is a page in the same style', async () => {
  const { page, wrong, close } = await open(browser, '/problems/not-found')
  await page.getByRole('heading', { name: 'No such resource' }).waitFor()
  await fits(page)
  await isAccessible(page)
  assert.deepEqual(wrong, [])
  await close()
})
