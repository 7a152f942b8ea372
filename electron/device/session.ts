import { keptAccounts } from '../../shared/device/kept-accounts'
import type { DeviceMemory } from '../../shared/device/memory'
import { openSession } from '../../shared/device/open-session'
import { reasonOf } from '../../shared/device/reason'
import type { DeviceEvent, Made, SessionCause } from '../../shared/device/sequence'
import { Failed } from '../../shared/failure'
import type { HttpRequest } from '../../shared/http/exchange'
import type { Account } from '../../shared/job'
import { converse } from './converse'
import type { DevicePorts, DeviceSettings } from './run'

/** How a session went; `messages` is how many the device sent. */
export type SessionTold = Account & {
  readonly result: 'done' | 'failed'
  readonly why?: string
  readonly messages?: number
}

export type SessionOrder = { readonly serverId: string; readonly cause: SessionCause; readonly memory: DeviceMemory }

/** A session from its first package to its end. What it makes of the device's objects is told as it goes; a failure is a finding. */
export async function runSession(
  { serverId, cause, memory }: SessionOrder,
  { info, values, hashes }: DeviceSettings,
  { exchange, random }: DevicePorts,
  tell: (event: DeviceEvent) => void,
): Promise<SessionTold> {
  const own = keptAccounts(memory.objects).find(({ account }) => account.id === serverId)
  if (own === undefined) return { serverId, url: '', result: 'failed', why: 'its account makes no sense any more' }
  const { name, url } = own.account
  const keep = (made: Made) => tell({ is: 'kept', serverId, made })
  // What is fetched elsewhere does not see the account's certificate.
  const isOwn = (request: HttpRequest): boolean => new URL(request.url).host === new URL(url).host
  try {
    if (!URL.canParse(url))
      throw new Failed({ code: 'message.invalid', path: serverId, reason: 'its address is no URL' })
    const deps = { info, values, md5: hashes.MD5, hashes, random, keep }
    const has = { objects: memory.objects.reveal(), standing: memory.standing }
    const conversation = openSession(own, has, cause, deps)
    const end = await converse(conversation, (request) => exchange(request, isOwn(request) ? own : undefined))
    tell({ is: 'session-ended', serverId, isGood: true })
    return { serverId, url, name, result: 'done', messages: end.messages }
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    tell({ is: 'session-ended', serverId, isGood: false })
    return { serverId, url, name, result: 'failed', why: reasonOf(error.failure) }
  }
}
