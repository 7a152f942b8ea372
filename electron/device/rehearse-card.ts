import type { Rehearsal } from '../../shared/card-report'
import { Failed } from '../../shared/failure'
import type { Card } from '../card/card'
import { type HolderPins, heldBy } from '../card/pin'
import { type DeviceFile, readAsDevice } from './card'
import { nothingFound, rehearse } from './rehearse'

/**
 * What a device would do with this card at power-on, behind the PIN of its holder where somebody tells it. Fails as
 * `readForHolder` does, but for a card on which a device finds nothing.
 */
export async function rehearseCard(card: Card, pins: HolderPins): Promise<Rehearsal> {
  try {
    return rehearse(await readForHolder(card, pins))
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    const { failure } = error
    if (/^card\.(unsuitable|needs)|^bytes\./.test(failure.code)) return nothingFound(failure)
    throw error
  }
}

/**
 * What a device reads of this card. A file that wants the PIN of its holder, and nobody tells it, says so itself. Fails
 * with `card.pin` where the PIN is refused or may not be tried, as `heldBy` does, and as `readAsDevice` does.
 */
export async function readForHolder(card: Card, pins: HolderPins): Promise<readonly DeviceFile[]> {
  const held = heldBy(card, pins)
  let files: readonly DeviceFile[] = []
  try {
    await held.reading(async () => {
      files = await readAsDevice(card.channel, { ...held.card, most: card.lengths.read })
      const locked = files.flatMap((file) => ('failure' in file ? file.failure : [])).find(isLocked)
      if (locked) throw new Failed(locked)
    })
  } catch (error) {
    if (!(error instanceof Failed) || !isLocked(error.failure) || files.length === 0) throw error
  } finally {
    held.close()
  }
  return files
}

const isLocked = ({ code }: Failed['failure']): boolean => code === 'card.needs-pin'
