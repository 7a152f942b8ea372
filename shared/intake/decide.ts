import { type DeviceId, identityOf } from '../identity/device'
import { isBelow, sourceOf, trustOf, type Why } from './cause'
import { predictDevId } from './dev-id'
import type { Arrival } from './entry'
import type { IntakeRules } from './rules'

/** What earlier entries say about this one. */
export type Known = {
  /** How the device was registered last through this inbox. */
  readonly device?: { readonly phone?: string | undefined } | undefined
  /** Other devices registered for the number within a day. */
  readonly devicesOfNumber: number
}

export type Decision =
  | { readonly does: 'register'; readonly device: DeviceId; readonly why: Why }
  | { readonly does: 'nothing' | 'hold' | 'refuse'; readonly why: Why }

type Rule = (arrival: Arrival, known: Known, rules: IntakeRules) => Decision | undefined

/** What becomes of an identity. The first rule that has something to say says it; nothing against it registers. */
export function decide(arrival: Arrival, known: Known, rules: IntakeRules): Decision {
  for (const rule of order) {
    const decision = rule(arrival, known, rules)
    if (decision) return decision
  }
  return { does: 'register', device: namedBy(arrival, rules) ?? arrival.device, why: 'trusted' }
}

/** The identity that the device will name itself by; undefined if that is none of those it came with. */
export function namedBy({ device, also }: Pick<Arrival, 'device' | 'also'>, rules: IntakeRules): DeviceId | undefined {
  const predicted = predictDevId(also === undefined ? [device] : [device, also], rules.devIds)
  return predicted.is === 'device' ? predicted.device : undefined
}

const refuse = (why: Why): Decision => ({ does: 'refuse', why })
const hold = (why: Why): Decision => ({ does: 'hold', why })

const blocked: Rule = ({ device, phone }, _known, { blocked }) => {
  const { value } = identityOf(device)
  if (blocked.devices.some((begin) => value.startsWith(begin))) return refuse('device-blocked')
  return blocked.numbers.some((begin) => phone?.startsWith(begin)) ? refuse('number-blocked') : undefined
}

/** GSMA TS.06: type allocation codes that begin with 00 are for test devices. */
const testDevice: Rule = ({ device }, _known, { testDevices }) =>
  testDevices === 'refuse' && device.startsWith('imei:00') ? refuse('test-device') : undefined

const unpredictable: Rule = (arrival, _known, rules) =>
  namedBy(arrival, rules) === undefined ? hold('devid-unknown') : undefined

const marked: Rule = ({ marks }, _known, { holds }) => {
  const mark = marks.find((noticed) => holds.includes(noticed))
  return mark && hold(mark)
}

/** A number that another source did not know is not another number. */
const before: Rule = ({ phone }, { device }) => {
  if (device === undefined) return undefined
  if (device.phone === phone || phone === undefined) return { does: 'nothing', why: 'registered-before' }
  return device.phone === undefined ? undefined : hold('other-number')
}

/** One number that collects devices is a shop, or a fraud. */
const manyDevices: Rule = ({ phone }, { devicesOfNumber }, { devicesPerNumber }) =>
  phone !== undefined && devicesOfNumber >= devicesPerNumber ? hold('many-devices') : undefined

const trust: Rule = ({ evidence }, _known, { registers }) => {
  const least = registers[sourceOf(evidence)]
  return least === 'never' || isBelow(trustOf(evidence), least) ? hold('trust-too-low') : undefined
}

const order: readonly Rule[] = [blocked, testDevice, unpredictable, marked, before, manyDevices, trust]
