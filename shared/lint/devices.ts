import { devIdOf, identityOf } from '../identity/device'
import { type Devices, reportedTypes } from '../template/devices'
import type { Finding } from './finding'
import type { Rule } from './subject'

/** Whether the device is one the template is for, and will call itself what the server was told. */
export const devices: Rule = ({ template, device }) => {
  const meant = template.devices
  if (meant === undefined) return []
  return [...unfit(meant), ...(device === undefined ? [] : [...strange(meant, device), ...unreported(meant, device)])]
}

const typesOf = (reports: readonly string[]) => reports.map((form) => reportedTypes[form.toLowerCase()])

function unfit({ types, reports }: Devices): readonly Finding[] {
  if (types === undefined || reports === undefined) return []
  if (typesOf(reports).some((type) => types.some((other) => other === type))) return []
  const facts = { reports: reports.join(' '), types: types.join(', ') }
  return [{ level: 'error', code: 'reports-unfit', path: 'devices.reports', facts }]
}

function strange({ types, tacs }: Devices, device: Parameters<typeof identityOf>[0]): readonly Finding[] {
  const { type, value } = identityOf(device)
  if (types !== undefined && !types.includes(type))
    return [{ level: 'error', code: 'device-type', path: 'devices.types', facts: { type, types: types.join(', ') } }]
  const tac = value.slice(0, 8)
  if (tacs === undefined || (type === 'imei' && tacs.includes(tac))) return []
  return [{ level: 'error', code: 'device-tac', path: 'devices.tacs', facts: { tac: type === 'imei' ? tac : value } }]
}

/** The server knows the device by its DevId: one of another kind is never found, one spelt otherwise perhaps. */
function unreported({ reports }: Devices, device: Parameters<typeof identityOf>[0]): readonly Finding[] {
  if (reports === undefined) return []
  const { type } = identityOf(device)
  const devId = devIdOf(device)
  const facts = { devId, reports: reports.join(' ') }
  if (!typesOf(reports).includes(type))
    return [{ level: 'error', code: 'dev-id-not-reported', path: 'devices.reports', facts }]
  const isSpeltSo = reports.some((form) => devId.toLowerCase().startsWith(form.toLowerCase()))
  return isSpeltSo ? [] : [{ level: 'warning', code: 'dev-id-spelling', path: 'devices.reports', facts }]
}
