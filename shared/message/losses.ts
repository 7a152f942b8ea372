import type { AccessPoint, ServerAccount } from './account'
import type { Format } from './format'

type Content = { readonly accounts: readonly ServerAccount[]; readonly accessPoints: readonly AccessPoint[] }

/**
 * What is meant and a format cannot carry, in words of the template. Server credentials and nonces are not lost in
 * DM 2.0: there the server proves itself by TLS (9.2.2).
 */
export const lossesOf = (format: Format, { accounts, accessPoints }: Content): readonly string[] => [
  ...(format === 'dm2' ? [] : accounts.flatMap(lostOutsideDm2)),
  ...(format === 'cp' ? [] : [...accounts.flatMap(lostOutsideCp), ...accessPoints.flatMap(loginLost)]),
]

const lostOutsideDm2 = ({ id, rights, notification }: ServerAccount): readonly string[] => [
  ...(notification === undefined ? [] : [`credentials-not-carried: ${id} notification`]),
  ...(rights.includes('*') ? [] : [`rights-not-carried: ${id}`]),
]

const lostOutsideCp = ({ id, proxy }: ServerAccount): readonly string[] =>
  proxy === undefined ? [] : [`proxy-not-carried: ${id} ${proxy}`]

const loginLost = ({ id, login }: AccessPoint): readonly string[] =>
  login === undefined ? [] : [`login-not-carried: ${id}`]
