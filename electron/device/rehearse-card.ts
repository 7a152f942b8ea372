import type { Rehearsal } from '../../shared/card-report'
import { Failed } from '../../shared/failure'
import type { Card } from '../card/card'
import { type HolderPins, heldBy } from '../card/pin'
import { type DeviceFile, readAsDevice } from './card'
import { nothingFound, rehearse } from './rehearse'

/**
 * What a device would do with this card at power-on, behind the PIN of its holder where somebody tells it. Fails with
 * `card.pin` where that is refused or may not be tried, and with what the link says.
 */
export async function rehearseCard(card: Card, pins: HolderPins): Promise<Rehearsal> {
  const held = heldBy(card, pins)
  let files: readonly DeviceFile[] = []
  try {
    await held.reading(async () => {
      files = await readAsDevice(card.channel, held.card)
      const locked = files.flatMap((file) => ('failure' in file ? file.failure : [])).find(isLocked)
      if (locked) throw new Failed(locked)
    })
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    const { failure } = error
    if (isLocked(failure) && files.length > 0) return rehearse(files)
    if (/^card\.(unsuitable|needs)|^bytes\./.test(failure.code)) return nothingFound(failure)
    throw error
  } finally {
    held.close()
  }
  return rehearse(files)
}

const isLocked = ({ code }: Failed['failure']): boolean => code === 'card.needs-pin'
