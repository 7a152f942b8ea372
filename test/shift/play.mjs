import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inRoot } from '../../build/stamp.mjs'
import { workLane } from './hands.mjs'
import { devicesAt, reckon } from './reckon.mjs'
import { trayOf } from './tray.mjs'

const { DatabaseSync } = createRequire(inRoot('package.json'))('@photostructure/sqlite')
const batch = 'shift-1'
/** From here on nothing moves any more, and the shift is given up. */
const patienceMs = 60_000
/** The reader that is unplugged, by its number. */
const unplugged = 2

/** Plays one shift and holds everything against everything. */
export async function playShift({ cards, readers, seed, carrier, bench, display, open, say }) {
  await makeBatch(bench, cards, carrier)
  for (let reader = 1; reader <= readers; reader++) await bench.order({ do: 'remove', reader: String(reader) })
  const store = new DatabaseSync(join(bench.home, 'station.db'), { readOnly: true })
  const batchNow = () => store.prepare('SELECT * FROM batch WHERE batch = ?').get(batch)
  const tray = [...trayOf({ cards, seed })]
  const piles = []
  const shift = { window: undefined, isOver: false, lanes: undefined, stops: 0, kills: 0, wrong: [] }
  const eyes = { tile: (lane) => shift.lanes?.[lane - 1] }

  const openShift = async () => {
    shift.window = await open({ home: bench.home, display, batch, bench })
  }

  await openShift()
  const watching = watchScreen(shift)
  const lanes = Array.from({ length: readers }, (_, at) =>
    workLane({
      ...{ lane: at + 1, tray, eyes, bench, piles },
      isOver: () => shift.isOver,
      setsAside: (iccid) => bench.setAside(batch, iccid),
    }).catch((error) => void shift.wrong.push(`lane ${at + 1} is left: ${error.message}`)),
  )
  const isClosed = await events().catch((error) => void shift.wrong.push(error.message))
  shift.isOver = true
  const left = (await Promise.all(lanes)).filter(Boolean)
  await watching
  await shift.window.picture('shift-end')
  shift.told = isClosed ? await shift.window.told(piles) : { sums: {}, records: [] }
  await shift.window.close()
  store.close()
  return reckon({ bench, batch, cards, piles, left: [...left, ...tray], shift })

  /** What happens to the shift, by how many cards are done. */
  async function events() {
    const due = [
      { at: 0.25, what: 'the program is killed', does: restart },
      { at: 1 / 3, what: 'the DM Server goes', does: () => bench.order({ do: 'server', mode: 'down' }) },
      { at: 0.38, what: `reader ${unplugged} is unplugged`, does: unplug },
      { at: 0.43, what: 'it is plugged in again', does: plug },
      { at: 0.45, what: 'all readers go and come back', does: bench.killService },
      { at: 0.55, what: 'the program is killed', does: restart },
      { at: 2 / 3, what: 'the DM Server is back', does: serverUp },
    ]
    let moved = { at: performance.now(), done: 0 }
    for (;;) {
      const done = piles.length
      if (done > moved.done) moved = { at: performance.now(), done }
      if (performance.now() - moved.at > patienceMs) {
        await shift.window.picture('shift-stuck')
        const tiles = JSON.stringify(shift.lanes?.map(({ text }) => text))
        throw new Error(`nothing moves any more after ${done} cards: ${tiles}, ${await shift.window.next()}`)
      }
      const [next] = due
      if (next && done >= next.at * cards) {
        due.shift()
        say(`${done} cards done: ${next.what}`)
        await next.does()
      }
      const { state, stopped_by, working, waiting } = batchNow()
      if (state === 'stopped') await goOn(stopped_by)
      if (due.length > 0 || done < cards || working > 0) {
        await sleep(100)
        continue
      }
      if (carrier !== 'card' && !shift.bundle) await makeFiles()
      if (waiting === 0) {
        await shift.window.closeBatch()
        return true
      }
      await sleep(100)
    }
  }
  /** What waits for its file only is good then. */
  async function makeFiles() {
    shift.bundle = join(bench.home, 'files')
    const { files } = (await bench.run('factory', 'build', '--batch', batch, '--out', shift.bundle)).at(-1)
    say(`${piles.length} cards done: ${files} factory files are made`)
  }
  /** Its lane says so, and the others go on. */
  async function unplug() {
    if (readers < unplugged) return
    shift.known = devicesAt(join(bench.home, 'bench')).size
    await bench.order({ do: 'unplug', reader: String(unplugged) })
    const isTold = await seen(() => eyes.tile(unplugged)?.look === 'error')
    if (!isTold) shift.wrong.push(`lane ${unplugged} does not say that its reader is unplugged`)
    shift.doneElsewhere = elsewhere()
  }
  async function plug() {
    if (readers < unplugged) return
    if (!(await seen(() => elsewhere() > shift.doneElsewhere)))
      shift.wrong.push('the other lanes did not go on without that reader')
    await bench.order({ do: 'plug', reader: String(unplugged) })
    if (!(await seen(() => eyes.tile(unplugged) && eyes.tile(unplugged).look !== 'error')))
      shift.wrong.push(`lane ${unplugged} does not come back with its reader`)
  }
  function elsewhere() {
    return piles.filter(({ lane }) => lane !== unplugged).length
  }
  async function serverUp() {
    const known = devicesAt(join(bench.home, 'bench')).size
    if (shift.known !== undefined && known !== shift.known) shift.wrong.push('the DM Server was told while it was away')
    if (!piles.some(({ pile }) => pile === 'hold')) shift.wrong.push('no lane said that the DM Server was away')
    await bench.order({ do: 'server', mode: 'up' })
  }
  async function seen(is) {
    for (let patience = 600; patience > 0; patience--) {
      if (is()) return true
      await sleep(50)
    }
    return false
  }
  async function restart() {
    shift.kills++
    shift.lanes = undefined
    const { window } = shift
    shift.window = undefined
    await window.kill()
    await openShift()
  }
  /**
   * The line has stopped itself: a supervisor looks, allows the keys where they are stopped, and lets it go on. A card whose
   * key was stopped before that may tell of it after, also when it was begun again.
   */
  async function goOn(why) {
    shift.stops++
    say(`${piles.length} cards done: the batch stopped itself (${JSON.parse(why).code})`)
    await allowKeys()
    await shift.window.goOn(allowKeys)
  }
  async function allowKeys() {
    for (const { keySet, isStopped } of await bench.run('keys', 'list'))
      if (isStopped) await bench.run('keys', 'allow', '--key-set', keySet, '--reason', 'cards of another lot')
  }
}

async function watchScreen(shift) {
  while (!shift.isOver) {
    const { window } = shift
    const lanes = await window?.lanes().catch(() => undefined)
    if (window === shift.window) shift.lanes = lanes
    await sleep(50)
  }
}

/** The office makes the work order and its list before the shift. */
async function makeBatch(bench, cards, carrier) {
  const template = bench.ready.template
  await bench.ask(async (ask) => {
    const { templates } = (await (await ask.station.changes())[Symbol.asyncIterator]().next()).value
    const { name, sha256 } = templates.find((one) => one.name === template)
    await ask.batch.create({ batch, template: { name, sha256 }, quantity: cards, identities: 'listed', carrier })
  })
  const list = join(bench.home, 'devices.csv')
  const devices = Array.from({ length: cards }, (_, number) => imei(35693803000000 + number))
  writeFileSync(list, `IMEI\n${devices.join('\n')}\n`)
  const { isTaken, good } = (await bench.run('batch', 'import', list, '--batch', batch)).at(-1)
  if (!isTaken || good !== cards) throw new Error(`only ${good} devices of the list were taken`)
}

const imei = (body) => {
  const digits = String(body)
  const sum = [...digits].reduce((all, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1)
    return all + (value > 9 ? value - 9 : value)
  }, 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}
