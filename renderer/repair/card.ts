// The card that lies on the bench, and what would become of it.
import type { CardReport } from '../../shared/card-report'
import type { DeviceId } from '../../shared/identity/device'
import type { Life } from '../../shared/life'
import type { ReaderState } from '../../shared/station-state'
import type { Inspection } from '../readers/inspection'
import { useVariables } from '../variables/store'
import type { RepairView } from './store'

/** Whose card it is: what is on it says so itself, else what this station did with it last. */
export const holderOf = ({ bootstrap }: CardReport, life: Life | undefined): DeviceId | undefined =>
  bootstrap.find(({ device }) => device !== undefined)?.device ?? life?.holder

/** Whether a device that is scanned now is for a card: one that was read, is being read, or is next to be. */
export function isForCard(seen: Inspection, readers: readonly ReaderState[]): boolean {
  if (seen.state !== 'none') return seen.state !== 'failed'
  const cards = readers.filter(({ card, held }) => card === 'present' && held !== 'theirs')
  return cards.length === 1
}

/** What a comparison is of: another device, template, card or value is another one. */
export const comparisonOf = (device: DeviceId, template: string, iccid: string): string =>
  JSON.stringify([device, template, iccid, useVariables.getState().told])

/** What the card will be for. */
export const deviceFor = ({ device, life }: RepairView, report: CardReport): DeviceId | undefined =>
  device ?? holderOf(report, life?.value)
