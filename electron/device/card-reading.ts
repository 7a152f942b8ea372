import type { CardReading } from '../../shared/device/readings'
import { reasonOf } from '../../shared/device/reason'
import { Failed, type Failure } from '../../shared/failure'
import type { Card } from '../card/card'
import { type DeviceFile, readAsDevice } from './card'

/** What a device finds in its card slot: a card without bootstrap is one with nothing on it. */
export async function readCard(withCard: <T>(work: (card: Card) => Promise<T>) => Promise<T>): Promise<CardReading> {
  try {
    return await withCard(async ({ channel, iccid }) => readingOf(iccid, await filesOn(() => readAsDevice(channel))))
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    if (error.failure.code === 'card.absent') return { is: 'absent' }
    if (needsPin(error.failure)) return { is: 'locked' }
    // A reader that is not there is the station's trouble, not the card's.
    if (!/^(card|bytes)\./.test(error.failure.code)) throw error
    return { is: 'unreadable', why: reasonOf(error.failure) }
  }
}

async function filesOn(read: () => Promise<readonly DeviceFile[]>): Promise<readonly DeviceFile[]> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof Failed && error.failure.code === 'card.unsuitable') return []
    throw error
  }
}

/** The user has not given the PIN yet. ETSI TS 102 221, 10.2.1.5.3: 6982, security status not satisfied. */
const needsPin = (failure: Failure): boolean =>
  failure.code === 'card.needs-pin' || (failure.code === 'card.refused' && failure.sw === '6982')

const readingOf = (iccid: string | undefined, files: readonly DeviceFile[]): CardReading =>
  files.some((file) => 'failure' in file && needsPin(file.failure)) ? { is: 'locked' } : { is: 'read', iccid, files }
