// A sender of short messages at a message centre: an ESME that is bound as transceiver (SMPP 3.4, 2.2).
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { Failed } from '../../shared/failure'
import type { Secret } from '../../shared/secret'
import { type Command, type Pdu, type Sms, status, type UnknownPdu } from '../../shared/smpp/pdu'
import { openPduLine, type PduLine } from './pdu-line'

export type CentreAccess = {
  readonly host: string
  readonly port: number
  readonly systemId: string
  readonly password: Secret<string>
  /** PEM of the CA behind the centre, where it speaks TLS. */
  readonly ca?: string | undefined
}

/** User data as it goes over the air: with a header (TP-UDHI), and how its octets are to be read (TP-DCS). */
export type ShortMessage = {
  readonly to: string
  readonly from: string
  readonly userData: Uint8Array
  readonly has: 'header' | 'no header'
  readonly dataCoding: number
}

export type SmsSender = {
  /** The number that the centre gave it. Fails with `server.unreachable` and `server.refused`. */
  readonly send: (message: ShortMessage) => Promise<string>
  readonly close: () => Promise<void>
}

export type SenderTimes = { readonly deadlineMs: number; readonly enquireMs: number }
const usualTimes: SenderTimes = { deadlineMs: 8000, enquireMs: 30_000 }

type Answer = Extract<Pdu, { command: `${string}_resp` | 'generic_nack' }>
type Asked = { readonly resolve: (answer: Answer) => void; readonly reject: (error: Failed) => void }

const unreachable = (reason: string): Failed => new Failed({ code: 'server.unreachable', reason })

/** Connects and binds. Fails with `server.unreachable` and `server.refused`. */
export async function openSmsSender(access: CentreAccess, times: SenderTimes = usualTimes): Promise<SmsSender> {
  const asked = new Map<number, Asked>()
  const socket = await opened(access, times.deadlineMs)
  let sequence = 0
  let ended: string | undefined
  const line: PduLine = openPduLine(socket, {
    onPdu: (pdu) => heard(pdu),
    onEnd: (reason) => {
      ended = `the message centre: ${reason}`
      clearInterval(enquiring)
      for (const { reject } of asked.values()) reject(unreachable(ended))
      asked.clear()
    },
  })

  function heard(pdu: Pdu | UnknownPdu): void {
    const { sequence } = pdu
    switch (pdu.command) {
      case 'unknown':
        line.send({ command: 'generic_nack', status: status.unknownCommand, sequence, body: undefined })
        break
      case 'enquire_link':
        line.send({ command: 'enquire_link_resp', status: 0, sequence, body: {} })
        break
      case 'deliver_sm':
        line.send({ command: 'deliver_sm_resp', status: 0, sequence, body: { messageId: '' } })
        break
      case 'unbind':
        line.send({ command: 'unbind_resp', status: 0, sequence, body: {} })
        socket.end()
        break
      default:
        if (!isAnswer(pdu)) break
        asked.get(sequence)?.resolve(pdu)
        asked.delete(sequence)
    }
  }

  const ask = (pdu: (sequence: number) => Pdu): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (ended !== undefined) return reject(unreachable(ended))
      sequence = (sequence % 0x7fffffff) + 1
      const own = sequence
      const timer = setTimeout(() => {
        asked.delete(own)
        reject(unreachable(`the message centre did not answer within ${times.deadlineMs / 1000} s`))
      }, times.deadlineMs)
      asked.set(own, {
        resolve: (answer) => {
          clearTimeout(timer)
          resolve(answer)
        },
        reject: (error) => {
          clearTimeout(timer)
          reject(error)
        },
      })
      line.send(pdu(own))
    })

  const enquiring = setInterval(() => {
    const enquired = ask((sequence) => ({ command: 'enquire_link', status: 0, sequence, body: {} }))
    enquired.catch(() => socket.destroy())
  }, times.enquireMs)
  enquiring.unref()

  try {
    const bound = await ask((sequence) => ({ command: 'bind_transceiver', status: 0, sequence, body: bindOf(access) }))
    if (bound.status !== status.ok) throw refused(bound)
  } catch (error) {
    line.close()
    throw error
  }
  return {
    send: async (message) => {
      const answer = await ask((sequence) => ({ command: 'submit_sm', status: 0, sequence, body: smsOf(message) }))
      if (answer.command !== 'submit_sm_resp' || answer.status !== status.ok) throw refused(answer)
      return answer.body?.messageId ?? ''
    },
    close: async () => {
      clearInterval(enquiring)
      if (ended === undefined)
        await ask((sequence) => ({ command: 'unbind', status: 0, sequence, body: {} })).catch(() => undefined)
      line.close()
    },
  }
}

const isAnswer = (pdu: Pdu): pdu is Answer => pdu.command === 'generic_nack' || pdu.command.endsWith('_resp')

function opened({ host, port, ca }: CentreAccess, deadlineMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = ca === undefined ? connect({ host, port }) : connectTls({ host, port, ca, minVersion: 'TLSv1.2' })
    const fail = (): void => {
      socket.destroy()
      reject(unreachable('the message centre does not answer'))
    }
    socket.setTimeout(deadlineMs, fail)
    socket.once('error', fail)
    socket.once(ca === undefined ? 'connect' : 'secureConnect', () => {
      socket.setTimeout(0)
      socket.off('error', fail)
      resolve(socket)
    })
  })
}

const bindOf = ({ systemId, password }: CentreAccess) => ({
  systemId,
  password: password.reveal(),
  systemType: '',
  version: 0x34,
  ton: 0,
  npi: 0,
  range: '',
})

/** 5.2.5: an international number, or a name of up to eleven characters. 5.2.12: esm_class 40 says that there is a header. */
const smsOf = ({ to, from, userData, has, dataCoding }: ShortMessage): Sms => ({
  serviceType: '',
  from: /^\+?\d+$/.test(from) ? { ton: 1, npi: 1, digits: from.replace('+', '') } : { ton: 5, npi: 0, digits: from },
  to: { ton: 1, npi: 1, digits: to.replace('+', '') },
  esmClass: has === 'header' ? 0x40 : 0,
  protocolId: 0,
  priority: 0,
  schedule: '',
  validity: '',
  registeredDelivery: 0,
  replace: 0,
  dataCoding,
  defaultMessage: 0,
  message: userData,
})

const reasons: Readonly<Record<number, string>> = {
  [status.badPassword]: 'it does not take the password',
  [status.badSystemId]: 'it does not know this sender',
  [status.alreadyBound]: 'this sender is there already',
  [status.badDestination]: 'it does not know the number',
  [status.queueFull]: 'its queue is full',
  [status.throttled]: 'it was sent too much at once',
}
const passing: readonly number[] = [status.queueFull, status.throttled]

const refused = ({ status: code }: { readonly command: Command; readonly status: number }): Failed => {
  const reason = `the message centre refuses: ${reasons[code] ?? `status ${code.toString(16).padStart(8, '0')}`}`
  return new Failed({ code: 'server.refused', status: code, reason, retryable: passing.includes(code) })
}
