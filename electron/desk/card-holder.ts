import type { DeviceId } from '../../shared/identity/device'
import type { Journal } from '../records/journal'

/** The device that a card was last written for here, by what its jobs came to. */
export const holderIn =
  ({ newestOf }: Pick<Journal, 'newestOf'>, bench: boolean) =>
  (iccid: string): DeviceId | undefined =>
    newestOf({ iccid, bench }, ({ kind }) => kind === 'write' || kind === 'rebootstrap')?.device
