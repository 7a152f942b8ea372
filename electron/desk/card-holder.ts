import type { DeviceId } from '../../shared/identity/device'
import type { Journal } from '../records/journal'

/** The device that a card was last written for here, by what its jobs came to. */
export const holderIn =
  ({ search }: Pick<Journal, 'search'>, bench: boolean) =>
  (iccid: string): DeviceId | undefined =>
    search({ text: iccid, outcome: ['PASS', 'OWED', 'FAIL'], bench, limit: 50 }).records.find(
      ({ iccid: of, kind, outcome }) =>
        of === iccid && outcome !== 'FAIL' && (kind === 'write' || kind === 'rebootstrap'),
    )?.device
