// The part of the bench's DM Server that sends bootstraps by itself.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failed } from '../../../../shared/failure'
import type { Imsi } from '../../../../shared/push/imsi'
import type { CentreAccess } from '../../../sms/sender'
import { pushCertificate } from '../ca'
import { trainingAccounts } from '../dm/accounts'
import type { Registry } from '../registry'
import { openSmsLine } from './over-sms'
import { pushOverTls } from './over-tls'
import { type Plan, planOf } from './plan'
import { type PushTold, startPusher } from './pusher'

export type PushSideDeps = {
  /** The bench's own directory. */
  readonly dir: string
  readonly registry: Registry
  readonly ca: string
  readonly centre: CentreAccess
  readonly imsiOf: (msisdn: string) => Imsi | undefined
  readonly onTrouble: (told: PushTold) => void
  readonly log: (line: string) => void
  /** The first wait before a push is tried again, in milliseconds. */
  readonly firstWaitMs?: number
}

export type PushSide = { readonly close: () => Promise<void> }

/** The names in the certificate that devices are shown: what this server may give accounts of. */
const hosts = ['127.0.0.1', 'localhost']
const usualWaitMs = 1000

/** Fails with `disk.failed`. */
export async function openPushSide(deps: PushSideDeps): Promise<PushSide> {
  const { dir, registry, centre, imsiOf, onTrouble, log, firstWaitMs = usualWaitMs } = deps
  const identity = await pushCertificate(join(dir, 'pki'), Date.now())
  const [ca = '', cert = '', key = ''] = await Promise.all([deps.ca, identity.cert, identity.key].map(pem))
  const { accountOf } = trainingAccounts(dir)
  const line = openSmsLine(centre)
  const deliver = (plan: Plan): Promise<void> =>
    plan.by === 'tls' ? pushOverTls(plan, { ca, cert, key }) : line.push(plan)
  const pusher = startPusher({
    registry,
    planOf: (kept) => planOf(kept, { accountOf, hosts, imsiOf }),
    deliver,
    onTrouble,
    log,
    firstWaitMs,
    random: Math.random,
  })
  return {
    close: async () => {
      await pusher.close()
      await line.close()
    },
  }
}

const pem = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch(() => {
    throw new Failed({ code: 'disk.failed', path, reason: 'cannot be read' })
  })
