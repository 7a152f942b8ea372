import { type DeviceId, identityOf } from '../identity/device'
import { reportedTypes } from '../template/devices'
import type { DevIdRule } from './rules'

/** Which of its identities the device will name itself by, or that none we know is the one. */
export type Predicted =
  | { readonly is: 'device'; readonly device: DeviceId }
  | { readonly is: 'unknown'; readonly reports: string }

const usual: Omit<DevIdRule, 'tac'> = { reports: 'imei:', of: 'lowest' }

/**
 * What the client will say in DevInfo/DevId, by the model's rule. A registration under another identity would never be
 * found. Without a rule: the lower of two IMEIs.
 */
export function predictDevId(devices: readonly [DeviceId, ...DeviceId[]], rules: readonly DevIdRule[]): Predicted {
  const { type, value } = identityOf(devices[0])
  const [first] = devices
  if (type !== 'imei') return { is: 'device', device: first }
  const [rule = usual] = rules
    .filter(({ tac }) => value.startsWith(tac))
    .sort((left, right) => right.tac.length - left.tac.length)
  if (reportedTypes[rule.reports.toLowerCase()] !== 'imei') return { is: 'unknown', reports: rule.reports }
  const lowest = devices.reduce((low, device) => (device < low ? device : low), first)
  return { is: 'device', device: rule.of === 'lowest' ? lowest : first }
}
