// The card that lies on the bench, and what would become of it.
import type { CardReport, ReaderState } from '../../shared/contract'
import type { DeviceId } from '../../shared/identity/device'
import type { Life } from '../../shared/life'
import type { Inspection } from '../readers/inspection'
import { readerFor } from '../readers/store'
import type { RepairView } from './store'

/** The reader whose card is looked at. That it is being read does not make it another. */
export function benchReader(
  readers: readonly ReaderState[],
  { reader }: Pick<RepairView, 'reader'>,
  seen: Inspection,
): ReaderState | undefined {
  const free = readers.map((one) =>
    seen.state === 'reading' && one.name === seen.reader && one.held === 'ours'
      ? { ...one, held: 'free' as const }
      : one,
  )
  return readerFor(free, reader)
}

/** Whose card it is: what is on it says so itself, else what this station did with it last. */
export const holderOf = ({ bootstrap }: CardReport, life: Life | undefined): DeviceId | undefined =>
  bootstrap.find(({ device }) => device !== undefined)?.device ?? life?.holder

/** What a comparison is of: another device, template, card or value is another one. */
export const comparisonOf = (
  device: DeviceId,
  template: string,
  iccid: string,
  variables: Readonly<Record<string, string>>,
): string => JSON.stringify([device, template, iccid, variables])

/** What the card will be for. */
export const deviceFor = ({ device, life }: RepairView, report: CardReport): DeviceId | undefined =>
  device ?? holderOf(report, life?.value)
