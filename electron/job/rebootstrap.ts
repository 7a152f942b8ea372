// A card that comes back: whatever it held goes, and it holds one message that was proven, or nothing.
import { blankBootstrap } from '../card/blank'
import { verifyBootstrap } from '../card/bootstrap'
import { checkBootstrap } from '../card/check'
import { metIn } from '../device/met'
import { bytesIn, type CardStep, made, writeTo } from './step'
import { verify, write } from './steps'

/** All that can be known is asked before anything is changed. What the card held is on disk then. */
export const check: CardStep = {
  phase: 'check',
  work: async (running, card, { composed }) => {
    await running.deps.server()
    const checked = await checkBootstrap(card, made(composed).message, writeTo(card, running))
    const { accounts, device = card.iccid === undefined ? undefined : running.deps.holderOf(card.iccid) } = metIn(
      checked.messages,
    )
    running.later({ note: 'met', accounts, ...(device && { device }) })
    return { checked }
  },
}

/** Whatever is not the new message goes, of all formats: a device would take it along. */
export const blankOld: CardStep = {
  phase: 'blank',
  work: async (running, card, { checked }) => {
    const to = { ...writeTo(card, running), entries: false, stays: made(checked).stays }
    return { emptied: (await blankBootstrap(card, to)).changed }
  },
}

/** What was read once a key was shown proves nothing about devices, and is read again. */
export const writeNew: CardStep = {
  phase: 'write',
  work: async (running, card, so) => {
    const progress = await write.work(running, card, so)
    const { read: _, ...written } = made(progress.written)
    return so.emptied ? { ...progress, written } : progress
  },
}

/** And a device finds nothing but the new message. */
export const verifyAlone: CardStep = {
  phase: 'verify',
  work: async (running, card, so) => {
    const progress = await verify.work(running, card, so)
    const { place } = made(so.written)
    for (const file of made(progress.files)) if (file.place !== place) verifyBootstrap(bytesIn(file), new Uint8Array())
    return progress
  },
}
