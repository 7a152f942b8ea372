// What a hand types on the bench.
import { identityOf } from '../../shared/identity/device'
import { readScan } from '../../shared/identity/scan'
import { againEntered, againErased, againTyped, provingOf } from '../scan/proving'
import { bench, deviceScanned, provingNow, typedNow, useRepair } from './store'

export function keyTyped(key: string): void {
  const { typed, proving } = bench()
  if (proving === undefined) typedNow(typed + key)
  else provingNow(againTyped(proving, key))
}

export function keyErased(): void {
  const { typed, proving } = bench()
  if (proving === undefined) typedNow(typed.slice(0, -1))
  else provingNow(proving.again === '' ? undefined : againErased(proving))
}

/** Enter: a device that the card would be for is told twice. False where it is something else, to be asked about. */
export function deviceEntered(isForCard: boolean): boolean {
  const { typed, proving } = bench()
  const scan = readScan(typed)
  if (!isForCard || scan.kind !== 'device') return false
  const told = proving && againEntered(proving)
  if (told === undefined) useRepair.setState({ typed: identityOf(scan.device).value, proving: provingOf(scan.device) })
  else if (typeof told === 'string') deviceScanned(told)
  else provingNow(told)
  return true
}
