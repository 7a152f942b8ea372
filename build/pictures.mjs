// `npm run pictures -- --place line --language de`: a picture of every place of the window in every look, into out/pictures.
// Each option narrows: --place (how its name begins), --language, --theme, --density, --size 1024, --eyes forced.
import { mkdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { densities, eyes, languages, sizes, themes } from '../test/look/looks.mjs'
import { places } from '../test/look/places.mjs'
import { goTo, light, toBelow, withWindow } from '../test/look/window.mjs'
import { withDisplay } from './display.mjs'
import { output, say } from './say.mjs'
import { inRoot } from './stamp.mjs'

const text = { type: 'string', default: '' }
const { values } = parseArgs({
  options: { place: text, language: text, theme: text, density: text, size: text, eyes: { ...text, default: 'usual' } },
})
const named = (all, wanted) => all.filter((one) => wanted === '' || wanted === 'all' || one === wanted)
const asked = {
  places: places.filter(({ name }) => name.startsWith(values.place)),
  sizes: sizes.filter(([width]) => values.size === '' || String(width) === values.size),
  languages: named(languages, values.language),
  themes: named(themes, values.theme),
  densities: named(densities, values.density),
  eyes: named(eyes, values.eyes),
}

const folder = inRoot('out', 'pictures')
mkdirSync(folder, { recursive: true })
await output(process.execPath, [inRoot('build', 'stand-in.mjs')])
let count = 0
const missed = new Set()
await withDisplay((display) => withWindow(display, takeAll))
say(`${count} pictures in ${folder}`)
if (missed.size > 0) process.exit(1)

/** A place that is not reached is said, and the others are pictured. */
function told({ name }, error) {
  missed.add(name)
  say(`${name}: ${error.message.split('\n')[0]}`)
}

async function takeAll(page) {
  for (const place of asked.places)
    for (const language of asked.languages)
      for (const density of asked.densities) {
        const isThere = await goTo(page, place, { language, density }).then(
          () => true,
          (error) => told(place, error),
        )
        if (!isThere) continue
        for (const look of looks()) {
          await light(page, look)
          if (!(await toBelow(page, place))) continue
          const name = [place.name, language, density, look.theme, look.size[0], look.eyes].join('-')
          await page.screenshot({ path: `${folder}/${name}.png` })
          count += 1
        }
      }
}

function looks() {
  const { sizes, themes, eyes } = asked
  return sizes.flatMap((size) => themes.flatMap((theme) => eyes.map((one) => ({ size, theme, eyes: one }))))
}
