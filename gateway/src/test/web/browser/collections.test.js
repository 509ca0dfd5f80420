import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ended, fits, GATEWAY, isAccessible, launch, on } from './harness.js'

let browser
before(async () => (browser = await launch()))
after(() => browser.close())

const ONE = '{"requests": ["pokemon/1"], "fields": "id,name"}'
const TWO = '{"requests": ["pokemon/1", "pokemon/4"], "fields": "id,name"}'

/** Stores a collection as another client would. */
async function put(name, body) {
  const send = (condition) =>
    fetch(`${GATEWAY}/v1/collections/${name}`, { method: 'PUT', headers: { 'content-type': 'application/json', ...condition }, body })
  if ((await send({ 'if-match': '*' })).status === 412) await send({ 'if-none-match': '*' })
}
const stored = async (name) => (await fetch(`${GATEWAY}/v1/collections/${name}`)).text()
const status = (page, text) => page.locator('#status', { hasText: new RegExp(`^${text}`) }).waitFor()
const button = (page, name) => page.getByRole('button', { name, exact: true })

test('a collection is created, run, run as a job, and deleted', () =>
  on(browser, '/collections', {}, async (page) => {
    await ended(page)
    await page.getByLabel('Name').fill('no spaces')
    await button(page, 'Save').click()
    await status(page, 'A name has')
    await page.getByLabel('Name').fill('made-here')
    await page.locator('#batch').fill(ONE)
    await page.keyboard.press('Control+s')
    await status(page, 'Saved.')
    await page.locator('#list').getByText('made-here').waitFor()
    assert.equal(await stored('made-here'), ONE)
    await button(page, 'Run').click()
    await status(page, 'Done: 1 document succeeded')
    assert.equal(await page.locator('.card').count(), 1)
    await isAccessible(page)
    await button(page, 'Run as a job').click()
    await page.waitForURL(/\/jobs#/)
    await page.locator('.card').waitFor()
    await page.goBack()
    await button(page, 'Delete').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await status(page, 'Deleted made-here.')
    await page.locator('#list').getByText('made-here').waitFor({ state: 'detached' })
  }))

test('a person decides what becomes of an edit when somebody else was faster', async () => {
  await put('shared', ONE)
  await on(browser, '/collections#shared', { expected: ['412'] }, async (page) => {
    const mine = ONE.replace('id,name', 'name')
    await page.waitForFunction((text) => document.querySelector('#batch').value === text, ONE)
    await page.locator('#batch').fill(mine)
    assert.ok(await button(page, 'Run').isDisabled())
    await put('shared', TWO)
    await button(page, 'Save').click()
    await page.getByText('Somebody has changed shared').waitFor()
    assert.equal(await page.locator('.conflict pre').innerText(), TWO)
    assert.equal(await stored('shared'), TWO)
    assert.equal(await page.evaluate(() => document.activeElement.id), 'conflict-title')
    await isAccessible(page)

    await put('shared', ONE)
    await button(page, 'Replace it by mine').click()
    await page.locator('.conflict pre').getByText('["pokemon/1"]').waitFor()
    assert.equal(await stored('shared'), ONE)
    await button(page, 'Replace it by mine').click()
    await status(page, 'Saved.')
    assert.equal(await stored('shared'), mine)

    await put('shared', TWO)
    await page.locator('#batch').fill(ONE)
    await button(page, 'Save').click()
    await button(page, 'Drop mine, open this').click()
    assert.equal(await page.locator('#batch').inputValue(), TWO)

    await put('shared', ONE)
    await button(page, 'Delete').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await button(page, 'Delete it all the same').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await status(page, 'Deleted shared.')
  })
})

test('a name that is taken is not taken over', async () => {
  await put('taken', TWO)
  await on(browser, '/collections', { expected: ['412', '404'] }, async (page) => {
    await ended(page)
    await page.getByLabel('Name').fill('taken')
    await button(page, 'Save').click()
    await page.getByText('There is a collection taken already').waitFor()
    assert.equal(await stored('taken'), TWO)
    await button(page, 'Drop mine, open this').click()
    await page.locator('#batch').fill(ONE)
    await fetch(`${GATEWAY}/v1/collections/taken`, { method: 'DELETE' })
    await button(page, 'Save').click()
    await page.getByText('Somebody has deleted taken').waitFor()
    await button(page, 'Create it again').click()
    await status(page, 'Saved.')
    assert.equal(await stored('taken'), ONE)
  })
})

test('faults are shown where they are, and changes are not lost by a click', async () => {
  await put('kept', ONE)
  await on(browser, '/collections#kept', { expected: ['400'] }, async (page) => {
    await page.waitForFunction((text) => document.querySelector('#batch').value === text, ONE)
    await page.locator('#batch').fill('{"requests": ["pokemon/1"], "concurrency": "x"}')
    await button(page, 'Save').click()
    await page.locator('.faults').getByText('/concurrency').waitFor()
    await page.getByRole('link', { name: 'New' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
    await page.waitForURL(/#kept$/)
    await page.getByRole('link', { name: 'New' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click()
    await page.getByRole('heading', { name: 'New collection' }).waitFor()
  })
})

test('it is whole on a small dark screen', async () => {
  await put('small', ONE)
  await on(browser, '/collections#small', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }, async (page) => {
    await ended(page)
    await page.getByRole('heading', { name: 'small' }).waitFor()
    await fits(page)
    await isAccessible(page)
  })
})
