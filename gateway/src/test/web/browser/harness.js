import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'

/** Where packages are that are installed for everyone. */
const require = createRequire(join(process.env.NPM_ROOT ?? execFileSync('npm', ['root', '--global'], { encoding: 'utf8' }).trim(), 'x'))
const { chromium } = require('playwright-core')
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

export const GATEWAY = process.env.GATEWAY
/** A gateway that may be killed and started, through requests to the other URL. */
export const RESTARTABLE = process.env.RESTARTABLE
export const CONTROL = process.env.CONTROL

/** Starts a browser: the Chromium of the system. */
export function launch() {
  const paths = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => ['chromium', 'google-chrome'].map((name) => join(folder, name)))
  return chromium.launch({ executablePath: paths.find(existsSync), args: ['--no-sandbox', '--disable-dev-shm-usage'] })
}

/**
 * Opens a page, and collects what goes wrong on it: errors of the console, violations of its policy, and requests to other origins.
 */
export async function open(browser, path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(120_000) // longer than a gateway takes to start on a busy machine
  const wrong = []
  const { expected = [], gateway = GATEWAY, before } = options
  page.on('console', (message) => {
    const text = message.text()
    if (message.type() === 'error' && !expected.some((known) => text.includes(known))) wrong.push(text)
  })
  page.on('pageerror', (error) => wrong.push(String(error)))
  page.on('request', (request) => {
    if (!request.url().startsWith(gateway) && !request.url().startsWith('blob:')) wrong.push(`another origin: ${request.url()}`)
  })
  await page.addInitScript(() => addEventListener('securitypolicyviolation', (event) => console.error(`violated: ${event.violatedDirective}`)))
  await before?.(page)
  await page.goto(gateway + path)
  return { page, wrong, close: () => context.close() }
}

/** Runs with a page, and expects that nothing goes wrong on it. */
export async function on(browser, path, options, use) {
  const { page, wrong, close } = await open(browser, path, options)
  await use(page)
  assert.deepEqual(wrong, [])
  await close()
}

/** Waits until the playground's run has ended in this way. */
export async function ended(page, state = 'done') {
  await page
    .waitForFunction((wanted) => document.body.dataset.state === wanted, state)
    .catch(async () => assert.fail(await page.evaluate(() => `${document.body.dataset.state}: ${document.body.innerText}`)))
}

/** Looks for faults that keep people out who use other means than a mouse and a screen. */
export async function isAccessible(page) {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)))
  await page.evaluate(AXE)
  const { violations } = await page.evaluate(() => globalThis.axe.run())
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
    []
  )
}

/** Whether nothing is wider than the window. */
export async function fits(page) {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth])
  assert.ok(content <= window, `${content} pixels wide in a window of ${window}`)
}
