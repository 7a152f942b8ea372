import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failed } from '../../shared/failure'
import type { Notice } from './reader-place'
import type { Slot } from './slot'
import type { Plug } from './vpcd'

/** The cable of a reader of the bench. What is in the reader stays in it, without power. */
export type Cord = {
  isIn(): boolean
  /** Come back when PC/SC has noticed. */
  pull(): Promise<void>
  push(): Promise<void>
  /** Calls back when it is pulled or put in; returns the way to stop. */
  onChange(listener: () => void): () => void
}

type Ends = { readonly pull: () => Promise<void>; readonly push: () => Promise<void> }

/** Where there is no pcscd whoever asks next asks the cord itself. */
export const plainCord = (slot: Slot): Cord => cordOf({ pull: async () => slot.reset(), push: async () => undefined })

export type PcscCordDeps = {
  readonly name: string
  readonly slot: Slot
  readonly plug: Plug
  readonly notice: Notice
  /** Where pcscd finds out which readers it shall not tell of. Absent where it cannot. */
  readonly unplugged: string | undefined
}

/**
 * pcscd wakes its clients when a card comes or goes, and for nothing else. So something is in the reader for a moment
 * when it comes or goes itself, and nobody sees it.
 */
export function pcscCord({ name, slot, plug, notice, unplugged }: PcscCordDeps): Cord {
  const mark = unplugged && join(unplugged, name)
  const show = async (what: 'something' | 'nothing'): Promise<void> => {
    plug.show(what)
    await notice(name, what === 'something' ? 'present' : 'none')
  }
  return cordOf({
    pull: async () => {
      if (mark === undefined) throw cannot()
      await written(mark)
      if (!slot.isIn()) await show('something')
      await show('nothing')
      slot.reset()
    },
    push: async () => {
      if (mark === undefined) throw cannot()
      await show('something')
      await rm(mark, { force: true })
      await show('nothing')
      plug.show('card')
      if (slot.isIn()) await notice(name, 'present')
    },
  })
}

const written = (mark: string): Promise<void> =>
  writeFile(mark, '').catch((error: NodeJS.ErrnoException) => {
    throw new Failed({ code: 'disk.failed', path: mark, reason: `cannot be written (${error.code})` })
  })

const cannot = (): Failed =>
  new Failed({ code: 'request.invalid', reason: 'a reader can be unplugged only where there is a C compiler (cc)' })

function cordOf({ pull, push }: Ends): Cord {
  const listeners = new Set<() => void>()
  let isIn = true
  const turn = async (next: boolean, work: () => Promise<void>): Promise<void> => {
    if (isIn === next) return
    await work()
    isIn = next
    for (const listener of [...listeners]) listener()
  }
  return {
    isIn: () => isIn,
    pull: () => turn(false, pull),
    push: () => turn(true, push),
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
