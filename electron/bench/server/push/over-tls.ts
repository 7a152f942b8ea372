// A bootstrap brought to a device that listens: TLS in which both show who they are (OMA DM Protocol 2.0, 8.4 and 9.3).
import { request } from 'node:https'
import { text } from 'node:stream/consumers'
import { type PeerCertificate, TLSSocket } from 'node:tls'
import { Failed } from '../../../../shared/failure'
import { objectMedia } from '../../../../shared/session/dm2/packages'
import { transportFailure } from '../../../server/transport'

export type TlsPush = {
  /** Host and port where the device listens. */
  readonly address: string
  /** The name that its certificate must have. */
  readonly devId: string
  readonly message: Uint8Array
}

/** What the server is known by, PEM. */
export type PushIdentity = { readonly ca: string; readonly cert: string; readonly key: string }

const deadlineMs = 8000

/** Fails with `server.unreachable`, with `request.invalid` where there can be no such port, and with `server.refused` where it is another device, or the device says no. */
export async function pushOverTls({ address, devId, message }: TlsPush, identity: PushIdentity): Promise<void> {
  const [host = '', port = ''] = address.split(':')
  // The devices of a bench are on its own machine.
  if (host !== '127.0.0.1' && host !== 'localhost') throw refused(`${address} is not of this bench`)
  if (!(Number(port) >= 1 && Number(port) <= 65_535))
    throw new Failed({ code: 'request.invalid', path: 'reach.tls', reason: `${port} is no port` })
  const signal = AbortSignal.timeout(deadlineMs)
  try {
    await new Promise<void>((resolve, reject) => {
      const sent = request({
        ...{ host, port, path: '/bootstrap', method: 'POST', agent: false, signal },
        ...identity,
        minVersion: 'TLSv1.2',
        headers: { 'content-type': objectMedia, 'content-length': message.length },
        checkServerIdentity: (_, certificate) => (isOf(certificate, devId) ? undefined : strange(devId)),
      })
      sent.once('error', reject)
      sent.once('response', (response) => {
        if (response.statusCode === 204) return response.resume().once('end', resolve)
        text(response).then((why) => reject(refused(why.slice(0, 200), response.statusCode)), reject)
      })
      // Nothing is said before both know each other.
      sent.once('socket', (socket) => {
        if (socket instanceof TLSSocket) socket.once('secureConnect', () => sent.end(message))
      })
    })
  } catch (error) {
    if (error instanceof Failed) throw error
    if (signal.aborted) throw new Failed({ code: 'server.unreachable', reason: 'the device does not answer' })
    throw transportFailure(error)
  }
}

const isOf = ({ subject }: PeerCertificate, devId: string): boolean => subject?.CN === devId
const strange = (devId: string): Failed => refused(`whoever listens there is not ${devId}`)

const refused = (reason: string, status = 0): Failed =>
  new Failed({ code: 'server.refused', status, reason, retryable: false })
