import { type DeviceId, identityOf } from './device'

/** What the second telling of a typed device says; `at` is the place, counted from 0, that is not the same. */
export type Told =
  | { readonly told: 'fits' }
  | { readonly told: 'differs'; readonly at: number }
  | { readonly told: 'length' }

/** As many of the last characters prove it: a check digit guards the others. Without one, all must be told again. */
export function provingLength(device: DeviceId): number {
  const { type, value } = identityOf(device)
  return type === 'imei' ? 4 : bareOf(value).length
}

/** Compares what a hand typed the second time: the last characters, or all of them. */
export function toldAgain(device: DeviceId, again: string): Told {
  const value = bareOf(identityOf(device).value)
  const typed = bareOf(again)
  if (typed.length !== provingLength(device) && typed.length !== value.length) return { told: 'length' }
  const start = value.length - typed.length
  const differing = [...typed].findIndex((sign, at) => sign !== value[start + at])
  return differing < 0 ? { told: 'fits' } : { told: 'differs', at: start + differing }
}

const bareOf = (text: string): string => text.replace(/[\s/-]/g, '').toUpperCase()
