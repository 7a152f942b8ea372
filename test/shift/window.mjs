import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from '@playwright/test'
import { launchElectron } from '../../build/launch.mjs'
import { inRoot } from '../../build/stamp.mjs'

const numberOf = (said) => Number(said.replace(/\D/g, ''))

/** Every card that is not good, and one in ten of the others. */
const someOf = (piles) => piles.filter(({ pile, iccid }, at) => iccid && (pile !== 'pass' || at % 10 === 0))

/** The real window on the line, what a person sees of it, and what a person does by its keys. */
export async function openWindow({ home, display }) {
  const app = await launchElectron(['.'], { DISPLAY: display, BOOTSTATION_HOME: home })
  const page = await app.firstWindow()
  // The first window can still be blank, and then waits for ever for what is asked of it.
  await expect.poll(() => page.url(), { timeout: 60_000 }).toBe('app://bootstation/')
  await page.getByRole('list', { name: /^Step/ }).waitFor({ timeout: 60_000 })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.keyboard.press('F6')
  await page.locator('main.line-page').waitFor()
  /** What the table of records says of each job with a card; nothing of one that never told its number. */
  async function verdictsOf(iccid) {
    const search = page.locator('search input')
    // What was found before may be nothing, too.
    await search.fill('')
    await page.locator('.records-page tbody tr').first().waitFor()
    await search.fill(iccid)
    await page.waitForFunction((wanted) => {
      const rows = [...document.querySelectorAll('.records-page tbody tr')]
      if (rows.length === 0) return document.querySelector('.records-page').innerText.includes('No record fits.')
      return rows.every(({ innerText }) => innerText.replace(/\s/g, '').includes(wanted))
    }, iccid)
    const shown = await page.$$eval('.records-page tbody .mark', (marks) =>
      marks.map(({ innerText }) => innerText.trim()),
    )
    return shown.map((word) => (word === 'INTERRUPTED' ? 'ERROR' : word))
  }
  const next = () => page.locator('section.next').innerText()
  async function pressUntil(is, keyFor, allowKeys) {
    for (const deadline = performance.now() + 60_000; performance.now() < deadline; await sleep(500)) {
      const said = await next()
      if (is(said)) return
      if (/keys allow/.test(said)) await allowKeys?.()
      await page.keyboard.press(keyFor(said))
    }
    throw new Error(`the line says: ${await next()}`)
  }
  /**
   * The batch runs, and its cards start by themselves: F7 lets it go on whatever else the foot of the line asks for, F8
   * asks for auto-start, Enter does what is asked.
   */
  const keyFor = (said) => (/Go on|Start again/.test(said) ? 'F7' : /Auto-start off/.test(said) ? 'F8' : 'Enter')
  const arm = (allowKeys) => pressUntil((said) => /Auto-start on/.test(said), keyFor, allowKeys)
  await arm()
  return {
    next,
    goOn: arm,
    closeBatch: async () => {
      await page.getByRole('button', { name: /Hold to close/ }).hover({ timeout: 60_000 })
      await page.mouse.down()
      await page.getByText('This batch is closed.').waitFor({ timeout: 60_000 })
      await page.mouse.up()
    },
    /** What each tile says, by its number. */
    lanes: () =>
      page.$$eval('ol.lanes > li', (tiles) =>
        tiles.map(({ dataset, ariaLabel, innerText }) => ({
          look: dataset.look,
          isAskedBack: /put (card )?back/i.test(ariaLabel),
          text: innerText,
        })),
      ),
    /** After the batch is closed: its sums on its own page, and some of the cards on that of the records. */
    told: async (piles) => {
      await page.keyboard.press('Escape')
      const closed = page.locator('.reconciled')
      await closed.getByText('Every piece is accounted for.').waitFor()
      const [good, rejects, unused, issued] = (await closed.locator('li b').allInnerTexts()).map(numberOf)
      await page.screenshot({ path: inRoot('test-results', 'shift-closed.png') })
      await page.keyboard.press('F4')
      const records = []
      for (const { iccid } of someOf(piles)) records.push({ iccid, verdicts: await verdictsOf(iccid) })
      return { sums: { good, rejects, unused, issued }, records }
    },
    picture: (name) => page.screenshot({ path: inRoot('test-results', `${name}.png`) }),
    /** The main process ends as in a power cut. */
    kill: async () => {
      const main = app.process()
      const gone = new Promise((resolve) => main.once('exit', resolve))
      main.kill('SIGKILL')
      await gone
      await app.close().catch(() => undefined)
    },
    close: () => app.close().catch(() => undefined),
  }
}
