import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { CONTROL, ended, fits, GATEWAY, isAccessible, launch, on, RESTARTABLE } from './harness.js'

let browser
before(async () => (browser = await launch()))
after(() => browser.close())

const SLOW = { requests: [{ sequence: Array.from({ length: 200 }, (_, i) => `pokemon?limit=1&offset=${i}`) }] }

/** Starts a job as another client would. */
async function start(batch, gateway = GATEWAY) {
  const headers = { 'content-type': 'application/json', prefer: 'respond-async' }
  const response = await fetch(`${gateway}/v1/batches`, { method: 'POST', headers, body: JSON.stringify(batch) })
  return (await response.json()).id
}

const job = (page, id) => page.locator(`[data-id="${id}"]`)
const button = (page, id, name) => job(page, id).getByRole('button', { name, exact: true })
const standing = (page, id, wanted) => page.locator(`[data-id="${id}"][data-standing=${wanted}]`).waitFor()

test('the playground starts a job, and its documents arrive', () =>
  on(browser, '/#b=' + Buffer.from('{"requests": ["pokemon/1..3"], "fields": "id,name"}').toString('base64url'), {}, async (page) => {
    await page.getByRole('button', { name: 'Run as a job' }).click()
    await page.waitForURL(/\/jobs#/)
    const id = page.url().split('#')[1]
    await standing(page, id, 'succeeded')
    assert.match(await job(page, id).innerText(), /3 of 3 documents/)
    await page.locator('#documents[data-state=done]').waitFor()
    assert.equal(await page.locator('.card').count(), 3)
    await isAccessible(page)
  }))

test('a job shows its results so far; it is cancelled, retried and deleted with the keyboard alone', async () => {
  const id = await start(SLOW)
  await on(browser, `/jobs#${id}`, {}, async (page) => {
    await page.locator('.card').nth(2).waitFor()
    assert.equal(await page.locator('#documents').getAttribute('data-state'), 'running')
    await page.locator('#documents-close').focus()
    await page.keyboard.press('Enter')
    await page.locator('#documents').waitFor({ state: 'hidden' })
    await standing(page, id, 'running')
    await button(page, id, 'Cancel').focus()
    await page.keyboard.press('Enter')
    await standing(page, id, 'cancelled')
    assert.match(await page.locator('#announcements').innerText(), /Cancelled, \d+ of 200 documents, \d+ cancelled/)
    assert.equal(await page.evaluate(() => document.activeElement.className), 'job-name')

    await button(page, id, 'Retry the rest').focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/#./)
    const again = page.url().split('#')[1]
    await job(page, again)
      .getByText(`repeats ${id.slice(0, 8)}`)
      .waitFor()
    await button(page, again, 'Cancel').click()
    await standing(page, again, 'cancelled')

    await button(page, id, 'Delete').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByText('Delete job').waitFor()
    await isAccessible(page)
    await page.keyboard.press('Escape')
    assert.equal(await job(page, id).count(), 1)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await job(page, id).waitFor({ state: 'detached' })
    assert.equal((await fetch(`${GATEWAY}/v1/batches/${id}`)).status, 404)
  })
})

test('a job outlives its gateway, and the page goes on with it', async () => {
  const id = await start({ requests: ['pokemon/1..12'], mode: 'sequence' }, RESTARTABLE)
  const control = async (what) => assert.equal((await fetch(CONTROL + what, { method: 'POST' })).status, 200)
  await on(browser, `/jobs#${id}`, { gateway: RESTARTABLE, expected: ['Failed to load resource'] }, async (page) => {
    await page.locator('.card').nth(2).waitFor()
    await standing(page, id, 'running')
    await control('kill')
    await page.locator('#failure', { hasText: 'The gateway cannot be reached.' }).waitFor()
    assert.equal(await page.locator('.card').count(), 3)
    assert.equal(await page.locator('#documents').getAttribute('data-state'), 'running')
    await control('start')
    await standing(page, id, 'succeeded')
    await page.locator('#documents[data-state=done]').waitFor()
    assert.equal(await page.locator('.card').count(), 12)
    assert.equal(await page.locator('#failure').innerText(), '')
    assert.match(await page.locator('#announcements').innerText(), /Done, 12 of 12 documents/)
  })
})

test('downloads carry the key', async () => {
  const id = await start({ requests: ['pokemon/1', 'pokemon/4'], fields: 'id,name' })
  await on(browser, '/jobs', {}, async (page) => {
    await standing(page, id, 'succeeded')
    const keys = []
    await page.route('**/v1/**', (route) => {
      const { authorization, ...headers } = route.request().headers()
      if (route.request().url().endsWith('/results')) keys.push(authorization)
      return route.continue({ headers })
    })
    await page.evaluate(() => sessionStorage.setItem('pokebatch-key', 'secret'))
    const file = async (name) => {
      const [download] = await Promise.all([page.waitForEvent('download'), button(page, id, name).click()])
      return [download.suggestedFilename(), readFileSync(await download.path(), 'utf8')]
    }
    const [csvName, csv] = await file('CSV')
    const [linesName, lines] = await file('NDJSON')
    assert.deepEqual([csvName, linesName], [`job-${id.slice(0, 8)}.csv`, `job-${id.slice(0, 8)}.ndjson`])
    assert.match(csv, /^id,name,.*\r\n1,bulbasaur,/)
    assert.equal(
      lines
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
        .at(-1).type,
      'summary'
    )
    assert.deepEqual(keys, ['Bearer secret', 'Bearer secret'])
  })
})

test('it is whole on a small dark screen', async () => {
  const id = await start({ requests: ['pokemon/1', 'pokemon/bulbasuar'] })
  await on(browser, `/jobs#${id}`, { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }, async (page) => {
    await ended(page)
    await standing(page, id, 'partial')
    await page.getByRole('button', { name: 'Running' }).click()
    await job(page, id).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Ended' }).click()
    await standing(page, id, 'partial')
    await page.locator('.card').nth(1).waitFor()
    await fits(page)
    await isAccessible(page)
  })
})
