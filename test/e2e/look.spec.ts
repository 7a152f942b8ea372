import { execFileSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { data } from '../look/data.mjs'
import { type Place, places } from '../look/places.mjs'
import { goTo, type Look, light, withWindow } from '../look/window.mjs'
import { expect, test } from './app'
import { cutOff, moving, sideways, small, untranslated } from './in-page.mjs'

const root = resolve(import.meta.dirname, '..', '..')

test.describe.configure({ timeout: 600_000 })
test.beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'build', 'stand-in.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] })
})

const main = places.filter(({ isOther }) => !isOther)

type Choice = { readonly language: string; readonly density: 'mouse' | 'glove' }
type Check = (page: Page) => Promise<readonly string[]>

/** On a low tile of the line what does not fit is in the story of the lane. */
const isTold = (said: string): boolean => !/^lane-(?:verb|why):/.test(said)
const fits: Check = async (page) => [...(await page.evaluate(cutOff)), ...(await page.evaluate(sideways))]
const fitsOrTold: Check = async (page) => (await fits(page)).filter(isTold)
const isLarge: Check = (page) => page.evaluate(small)
const isStill: Check = (page) => page.evaluate(moving)

type LookChecks = readonly [Look, readonly Check[]]

/** What every place has wrong in these looks, all of it at once. */
async function found(
  at: readonly Place[],
  choice: Choice,
  looks: readonly [LookChecks, ...LookChecks[]],
): Promise<readonly string[]> {
  const all: string[] = []
  await withWindow(process.env.DISPLAY, async (page) => {
    for (const place of at) {
      await light(page, looks[0][0])
      await test.step(place.name, () => goTo(page, place, choice))
      for (const [look, checks] of looks) {
        await light(page, look)
        for (const check of checks)
          all.push(...(await check(page)).map((said) => `${place.name}, ${look.size[0]} ${look.eyes}: ${said}`))
      }
    }
  })
  return [...new Set(all)]
}

const usual = { theme: 'light', eyes: 'usual' } as const
const dark = { theme: 'dark', eyes: 'usual' } as const
const [little, middle, large] = [
  [1024, 768],
  [1440, 900],
  [1920, 1080],
] as const

test('with words 40 % longer nothing is cut off or scrolls sideways, and no word is from elsewhere', async () => {
  const isSpoken: Check = (page) => page.evaluate(untranslated, { source: data.source, flags: data.flags })
  const wrong = await found(places, { language: 'en-XA', density: 'mouse' }, [
    [{ ...usual, size: large }, [fitsOrTold]],
    [{ ...usual, size: little }, [fitsOrTold, isSpoken]],
  ])
  expect(wrong).toEqual([])
})

test('with gloves, by night and right to left everything fits, is large enough and still, and axe finds nothing', async () => {
  const wrong = await found(main, { language: 'ar', density: 'glove' }, [
    [{ ...dark, size: little }, [fits, isLarge, isStill, violations]],
  ])
  expect(wrong).toEqual([])
})

test('by day axe finds nothing, targets are large enough, and text at 200 % fits', async () => {
  const wrong = await found(main, { language: 'de', density: 'mouse' }, [
    [{ ...usual, size: little }, [fits, isLarge, violations]],
    [{ ...usual, size: middle, eyes: 'zoom' }, [fits]],
  ])
  expect(wrong).toEqual([])
})

/** Electron has no second page, which axe would otherwise use for its report. */
async function violations(page: Page): Promise<readonly string[]> {
  const { violations: broken } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return broken.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(' ')}`))
}
