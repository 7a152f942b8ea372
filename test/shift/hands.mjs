import { setTimeout as sleep } from 'node:timers/promises'
import { mishapOf } from './tray.mjs'

const LOOK_MS = 60
/** How long a card that waits for the DM Server is left in before it goes to the hold tray. */
const HOLD_MS = 800
/** For how long a card that is in may be unseen. */
const UNSEEN_MS = 10_000
/** Nothing is being done in that reader. */
const idle = new Set(['empty', 'asleep'])
/** How often a card is put in again that the screen sends to tray A: people wipe it and try. */
const triesOf = { mute: 1 }
/** How often a card is put in again that falls silent whenever it is: then a person sets it aside. */
const mostTries = 3

/**
 * One lane's hands: a card in where the tile says so, out where it says so, and back in where it left too early. They know
 * what the screen shows and what is in their reader, and nothing else of the station.
 */
export async function workLane({ lane, tray, eyes, bench, piles, isOver, setsAside }) {
  const reader = String(lane)
  let card
  let since = 0
  while (!isOver()) {
    await sleep(LOOK_MS)
    const tile = eyes.tile(lane)
    if (!tile) continue
    if (!card) {
      if (tile.look !== 'empty') continue
      const next = tray.shift()
      if (!next) continue
      card = await put(next)
      since = performance.now()
      continue
    }
    if (tile.look !== card.look) {
      card.look = tile.look
      since = performance.now()
      continue
    }
    const stoodMs = performance.now() - since
    if (tile.look === 'pass') await away('pass')
    else if (tile.look === 'wait' && stoodMs > HOLD_MS) await away('hold')
    else if (tile.look === 'fail' && stoodMs > 2 * LOOK_MS) await afterFail()
    else if (tile.look === 'error' && stoodMs > 1500) await putBack()
    else if (idle.has(tile.look) && stoodMs > 1500) await afterNothing(tile.look, stoodMs)
  }
  return card

  async function put(next) {
    const { iccid } = await bench.order({ do: 'swap', reader, kind: next.kind })
    const mishap = mishapOf(next, reader)
    if (mishap) await bench.order(mishap)
    return { ...next, iccid, tries: 0, look: 'empty' }
  }

  /** The same card comes in once more; one that falls silent does so again. */
  async function putBack() {
    card.tries++
    await bench.order({ do: 'remove', reader })
    await until((tile) => tile.look !== card.look || tile.look === 'empty')
    await putIn()
  }

  /** Also one that was just taken out when it was begun again: the screen asks for it until it sees it. */
  async function putIn() {
    const before = eyes.tile(lane)?.text
    await bench.order({ do: 'insert', reader })
    if (card.trouble === 'mute') await bench.order(mishapOf(card, reader))
    await until(({ text }) => text !== before)
    card.look = 'back'
    since = performance.now()
  }

  /** It left, or the screen does not see it for a long time. One that is in and was not begun waits for its line. */
  async function afterNothing(look, stoodMs) {
    const { inserted } = await bench.order({ do: 'dump', reader })
    if (!inserted || (look === 'empty' && stoodMs > UNSEEN_MS)) await putBack()
  }

  async function afterFail() {
    const { inserted } = await bench.order({ do: 'dump', reader })
    if (eyes.tile(lane)?.look !== 'fail') return
    const isWiped = card.tries < (triesOf[card.trouble] ?? 0)
    const isAskedBack = eyes.tile(lane)?.isAskedBack
    if (isAskedBack && card.trouble === 'mute' && card.tries >= mostTries) return setAside()
    if (!inserted || isWiped || isAskedBack) return putBack()
    await away('reject')
  }

  /** A person has decided about it: it goes to tray A, whatever a lane says that does not know which card was silent. */
  async function setAside() {
    await setsAside(card.iccid)
    const dump = await bench.order({ do: 'dump', reader })
    await bench.order({ do: 'remove', reader })
    await until((tile) => tile.look === 'empty')
    piles.push({ ...card, pile: 'reject', dump, lane })
    card = undefined
  }

  async function away(pile) {
    const dump = await bench.order({ do: 'dump', reader })
    await bench.order({ do: 'remove', reader })
    const was = card.look
    await until((tile) => tile.look !== was || tile.isAskedBack)
    if (eyes.tile(lane)?.isAskedBack) return putIn()
    piles.push({ ...card, pile, dump, lane })
    card = undefined
  }

  async function until(is) {
    for (let patience = 100; patience > 0 && !isOver(); patience--) {
      const tile = eyes.tile(lane)
      if (tile && is(tile)) return
      await sleep(LOOK_MS)
    }
  }
}
