import { uses } from '../../shared/device/bootstrap-use'
import { Failed, type FailureCode } from '../../shared/failure'
import { because } from '../../shared/reason'
import { pkcs15Again, unsuitable } from '../card/application'
import { blankBootstrap } from '../card/blank'
import { type Found, verifyBootstrap, type WriteTo, withdrawBootstrap, writeBootstrap } from '../card/bootstrap'
import type { Card } from '../card/card'
import { listedPkcs15 } from '../card/dir'
import { prepareCard } from '../card/prepare'
import { filesForDevice, filesOf, readAsDevice } from '../device/card'
import { contradicting, rehearse } from '../device/rehearse'
import { bytesIn, type CardStep, type DeskStep, foundNote, made, type Running, triesAfter, writeTo } from './step'

export const compose: DeskStep = {
  phase: 'compose',
  work: ({ order, deps, later }) => {
    const composed = deps.compose(order)
    if (order.sha256 !== undefined && order.sha256 !== composed.sha256)
      throw new Failed({
        code: 'message.invalid',
        path: 'sha256',
        reason: because('the message is not the one that was reviewed'),
      })
    const warnings = composed.warnings?.length ? { warnings: [...composed.warnings] } : {}
    later({ note: 'composed', sha256: composed.sha256, bytes: composed.message.length, ...warnings })
    return { composed }
  },
}

export const write: CardStep = {
  phase: 'write',
  work: async (running, card, so) => {
    const { order, deps, later } = running
    const added = made(so.composed)
    let composed = added
    let before = new Uint8Array()
    const merge = (found: Found): Uint8Array => {
      before = new Uint8Array(wasThere(running, found))
      if (before.length === 0) return added.message
      composed = deps.merge(before, added.message)
      later({ note: 'composed', sha256: composed.sha256, bytes: composed.message.length })
      return composed.message
    }
    const { onTouch, ...plain } = writeTo(card, running)
    const keeping: WriteTo['onTouch'] = async (there) => {
      deps.kept.keep(running.job, before)
      await onTouch(there)
    }
    const to = order.add ? { ...plain, onTouch: keeping, merge } : { ...plain, onTouch }
    const written = await writeBootstrap(card, added.message, to)
    later(...foundNote(written.findings))
    return { composed, written }
  },
}

/** What a server is added to. Of a torn file this station knows it only if it tore it: fails with `card.torn`. */
function wasThere({ job, deps }: Running, { state, bytes, path }: Found): Uint8Array {
  if (state !== 'torn') return bytes
  const kept = deps.kept.of(job)
  if (!kept) throw new Failed({ code: 'card.torn', path })
  return kept
}

export const blank: CardStep = {
  phase: 'write',
  work: async (running, card) => {
    const to = { ...writeTo(card, running), entries: running.order.entries === true }
    const { changed, findings } = await blankBootstrap(card, to)
    running.later(...foundNote([...findings, changed > 0 ? 'emptied' : 'empty-before']))
    return {}
  },
}

export const prepare: CardStep = {
  phase: 'prepare',
  work: async (running, card) => {
    const steps = await prepareCard(card, made(running.order.preparation), writeTo(card, running))
    running.later({ note: 'prepared', steps: [...steps] })
    return { prepared: steps }
  },
}

/**
 * After a cold reset: what a device would take must be, byte for byte, what was meant. Where nothing was written, it was
 * read without a key just now, and is not read again.
 */
export const verify: CardStep = {
  phase: 'verify',
  ahead: async (card, { written }) => {
    if (!made(written).read) await card.reset()
  },
  work: async (running, card, { composed, written }) => {
    const { place, pkcs15, read } = made(written)
    const most = card.lengths.read
    if (!read) await triesAfter(card, running)
    if (!(await listedPkcs15(read ? pkcs15.channel : card.channel))) running.later(...foundNote(['unlisted']))
    const files = await (read
      ? filesOf(pkcs15Again(pkcs15.channel, pkcs15), read.entries, { most, read: read.bytes })
      : readAsDevice(card.channel, { ...card, most, before: pkcs15 }))
    try {
      verifyBootstrap(bytesIn(files.find((file) => file.place === place)), made(composed).message)
    } catch (error) {
      await withdraw(card, running, place, error)
    }
    return { files }
  },
}

export const verifyBlank: CardStep = {
  phase: 'verify',
  ahead: (card) => card.reset(),
  work: async (running, card) => {
    await triesAfter(card, running)
    for (const file of await filesForDevice(card.channel, { ...card, most: card.lengths.read }))
      verifyBootstrap(bytesIn(file), new Uint8Array())
    return {}
  },
}

/** A device finds what was made, and nothing in it that it would take for a message. */
export const verifyPrepared: CardStep = {
  phase: 'verify',
  ahead: (card) => card.reset(),
  work: async (running, card, { prepared }) => {
    await triesAfter(card, running)
    if (!(await listedPkcs15(card.channel))) throw unsuitable('record for PKCS#15 in EF(DIR)')
    const files = await filesForDevice(card.channel, { ...card, most: card.lengths.read })
    if (files.some((file) => 'failure' in file && file.failure.code === 'card.needs-pin'))
      running.later(...foundNote(['private']))
    const { read, cp, leastBytes = 0, sizeBytes = leastBytes } = made(running.order.preparation)
    for (const wanted of uses.filter((use) => cp || use === 'dm')) {
      const file = files.find(({ use }) => use === wanted)
      if (!file) throw unsuitable(`file for ${wanted} that a device finds`)
      if (file.sizeBytes < sizeBytes)
        throw new Failed({ code: 'card.too-small', needBytes: sizeBytes, haveBytes: file.sizeBytes })
      const isNew = made(prepared).some((step) => step.does === 'create' && step.path === file.path)
      if (isNew && !('failure' in file && read === 'pin1')) verifyBootstrap(bytesIn(file), new Uint8Array())
    }
    return {}
  },
}

export const rehearsal: CardStep = {
  phase: 'rehearse',
  work: async (running, card, { files, composed, written }) => {
    const { accounts, failure } = rehearse(made(files))
    if (failure) throw new Failed(failure)
    const path = contradicting(made(files), made(composed).message)
    if (path !== undefined)
      await withdraw(card, running, made(written).place, new Failed({ code: 'card.contradicts', path }))
    running.later({ note: 'rehearsed', accounts })
    return {}
  },
}

const withdrawn: readonly FailureCode[] = ['card.mismatch', 'card.contradicts']

/** A message that reads back wrong, or that another contradicts, is not left for devices. What was found stays the failure, whether or not the card lets itself be blanked. */
async function withdraw(card: Card, running: Running, place: string, found: unknown): Promise<never> {
  try {
    const mayGo = found instanceof Failed && withdrawn.includes(found.failure.code)
    if (mayGo && (await withdrawBootstrap(card, place, writeTo(card, running)))) running.later({ note: 'withdrawn' })
  } catch (error) {
    if (!(error instanceof Failed)) throw error
  }
  throw found
}
