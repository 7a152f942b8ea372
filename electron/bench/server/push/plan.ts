// What is pushed to a device, and how: its account at this server, on the way that is known to it.
import { Failed } from '../../../../shared/failure'
import { parseDevice } from '../../../../shared/identity/device'
import type { ServerAccount } from '../../../../shared/message/account'
import { composeMessage } from '../../../../shared/message/message'
import { foreignIn } from '../../../../shared/message/sender'
import type { Imsi } from '../../../../shared/push/imsi'
import { stepTo } from '../../../../shared/registration/state'
import type { SendBootstrap } from '../bootstrap-desk'
import type { Kept } from '../store'
import type { SmsPush } from './over-sms'
import type { TlsPush } from './over-tls'

export type Plan = ({ readonly by: 'tls' } & TlsPush) | ({ readonly by: 'sms' } & SmsPush)

export type PlanDeps = {
  readonly accountOf: (devId: string) => ServerAccount | undefined
  /** This server's own hosts, and those it may speak for. */
  readonly hosts: readonly string[]
  /** What the operator knows of the card behind a number. */
  readonly imsiOf: (msisdn: string) => Imsi | undefined
}

/** Whether a device is to be sent its bootstrap: where it can be reached, and was not given it on a card. */
export const isPushed = ({ request: { reach, card } }: Kept): boolean =>
  card === undefined && (reach?.tls ?? reach?.msisdn) !== undefined

/** A device asks for its bootstrap again: it is sent where that is possible, and asks itself where it is not. */
export const queuePush: SendBootstrap = (kept, _, book) => {
  const isNext = isPushed(kept) && stepTo(kept.state, 'queued') === 'forward'
  return { kept: isNext ? book.step(kept, 'queued', 'the device asked') : kept }
}

/** Fails with `message.invalid` for what must not be sent. */
export function planOf({ request: { expectedDevId: devId, reach = {} } }: Kept, deps: PlanDeps): Plan {
  const account = deps.accountOf(devId)
  if (account === undefined) throw refused('device', 'there is no account for it')
  // Over TLS as DM 2.0 has it; short messages carry WBXML only.
  const by = reach.tls === undefined ? 'sms' : 'tls'
  const device = parseDevice(devId)
  const message = composeMessage({
    format: by === 'tls' ? 'dm2' : 'dm1',
    device,
    accounts: [account],
    accessPoints: [],
  })
  const [foreign] = foreignIn(message, deps.hosts)
  if (foreign !== undefined) throw refused('servers', `this server may not speak for ${foreign}`)
  if (reach.tls !== undefined) return { by: 'tls', address: reach.tls, devId, message }
  if (reach.msisdn === undefined) throw refused('reach', 'nothing says where the device is')
  const imsi = deps.imsiOf(reach.msisdn)
  const security = imsi ? ({ sec: 'networkid', imsi, imsiForm: 'semi-octets' } as const) : ({ sec: 'none' } as const)
  return { by: 'sms', number: reach.msisdn, message, security }
}

const refused = (path: string, reason: string): Failed => new Failed({ code: 'message.invalid', path, reason })
