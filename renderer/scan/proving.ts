import type { DeviceId } from '../../shared/identity/device'
import { type Told, toldAgain } from '../../shared/identity/proof'

/** A device that a hand typed, while it is told a second time. */
export type Proving = {
  readonly device: DeviceId
  readonly again: string
  /** What was wrong with it when it was entered. */
  readonly wrong?: Exclude<Told, { told: 'fits' }>
}

const longest = 40

export const provingOf = (device: DeviceId): Proving => ({ device, again: '' })

export const againTyped = ({ device, again, wrong }: Proving, key: string): Proving => ({
  device,
  again: ((wrong ? '' : again) + key).slice(0, longest),
})

export const againErased = ({ device, again }: Proving): Proving => ({ device, again: again.slice(0, -1) })

/** Enter: the device, if both tellings are the same; else what is wrong. A scan needs no second telling. */
export function againEntered(proving: Proving): DeviceId | Proving {
  const told = toldAgain(proving.device, proving.again)
  return told.told === 'fits' ? proving.device : { ...proving, wrong: told }
}
