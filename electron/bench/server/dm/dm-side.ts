// What devices come to: sessions of both generations, bootstrap requests, and the repository of the naming programme.
import { createHash, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { isDm1Media } from '../../../../shared/session/dm1/message'
import { utf8 } from '../../../../shared/utf8'
import { md5 } from '../../../push-mac'
import type { Mode } from '../mode'
import { trainingAccounts } from './accounts'
import { answerBootstrap } from './bootstrap-endpoint'
import type { Contacts } from './contacts'
import { createDm1Endpoint } from './dm1-endpoint'
import type { Told } from './dm1-session'
import { createDm2Endpoint, isDm2Media } from './dm2-endpoint'
import { namingProgramme } from './dm2-session'
import { openNonces } from './nonces'
import { createSharedKeys, type SharedKeys } from './shared-keys'
import { createSignIns } from './sign-in'
import { type Answer, sendAnswer, type Visit, visitOf } from './visit'

export type DmSideDeps = {
  /** The bench's own directory. */
  readonly dir: string
  readonly contacts: Contacts
  readonly mode: () => Mode
}

export type DmSide = {
  /** For TLS with a key and no certificate. */
  readonly keyFor: SharedKeys['keyFor']
  readonly isForDevices: (url: string | undefined) => boolean
  /** Answers when it is time to. */
  readonly answer: (request: IncomingMessage, response: ServerResponse, untilDue: () => Promise<void>) => Promise<void>
  readonly close: () => void
}

/** What an account is called once its server has met the device. */
const metName = 'Training bench, met'
const namePath = '/repository/name'

const hash = (name: string) => (bytes: Uint8Array) => createHash(name).update(bytes).digest()

export function createDmSide({ dir, contacts, mode }: DmSideDeps): DmSide {
  const accounts = trainingAccounts(dir)
  const nonces = openNonces(join(dir, 'sessions.db'))
  const signIns = createSignIns({
    hashes: { MD5: hash('md5'), 'SHA-256': hash('sha256') },
    nonce: () => randomBytes(16).toString('hex'),
  })
  const accountOf = (devId: string) => (contacts.isKnown(devId) ? accounts.accountOf(devId) : undefined)
  const keys = createSharedKeys({ ...accounts, accountOf })
  const told = (serverId: string, devId: string, what: readonly Told[]): void => {
    if (what.includes('contacted')) contacts.markContacted(serverId, devId)
    if (what.includes('managed')) contacts.markManaged(serverId, devId)
  }
  const dm1 = createDm1Endpoint({
    accountOf,
    told,
    signIns,
    nonces,
    md5,
    nonce: () => randomBytes(16),
    token: () => randomBytes(16).toString('hex'),
    name: metName,
  })
  const dm2 = createDm2Endpoint({
    accountOf,
    told,
    signIns,
    programmeFor: ({ id, url }) => namingProgramme(id, new URL(namePath, url).href),
  })
  const session = async (visit: Visit): Promise<Answer> => {
    if (visit.shown.method !== 'POST') return { status: 405, headers: { allow: 'POST' } }
    const body = await visit.body()
    if (body === undefined) return { status: 413 }
    if (isDm1Media(visit.media)) return dm1(visit, visit.media, body)
    return isDm2Media(visit.media) ? dm2(visit, body) : { status: 415 }
  }
  const answerTo = async (visit: Visit): Promise<Answer> => {
    const { name, options } = mode()
    if (name === 'refuse')
      return { status: 503, headers: { 'retry-after': String(Math.ceil((options.retryAfterMs ?? 60_000) / 1000)) } }
    if (visit.path === '/dm') return session(visit)
    if (visit.shown.method !== 'GET') return { status: 405, headers: { allow: 'GET' } }
    if (visit.path === '/bootstrap') return answerBootstrap(visit, { ...accounts, isKnown: contacts.isKnown, signIns })
    return { status: 200, headers: { 'content-type': 'text/plain' }, body: utf8(metName) }
  }
  return {
    keyFor: keys.keyFor,
    isForDevices: (url = '') => ['/dm', '/bootstrap', namePath].includes(url.split('?')[0] ?? ''),
    answer: async (request, response, untilDue) => {
      const answer = await answerTo(visitOf(request, keys.nameOf))
      await untilDue()
      sendAnswer(request, response, answer)
    },
    close: () => nonces.close(),
  }
}
