// The message centre of the bench: senders bind and submit, phones get what is for them, at once or when they are switched on.
import { createServer, type Socket } from 'node:net'
import { faultLine } from '../../shared/fault-line'
import { type Address, type Pdu, type Sms, status, type UnknownPdu } from '../../shared/smpp/pdu'
import { openPduLine, type PduLine } from '../sms/pdu-line'

export type CentreMode = 'up' | 'full' | 'throttled' | 'silent'

export type Received = { readonly from: string; readonly to: string; readonly sms: Sms }

export type MessageCentre = {
  readonly port: number
  /** A phone that is switched on: gets what waits for it, then whatever comes. Returns the way to switch it off. */
  readonly phone: (number: string, onSms: (received: Received) => void) => () => void
  /** All that was ever sent to a number. */
  readonly sentTo: (number: string) => readonly Received[]
  readonly setMode: (mode: CentreMode) => void
  readonly close: () => Promise<void>
}

export type CentreDeps = {
  readonly port?: number
  /** The sender that may bind. */
  readonly systemId: string
  readonly password: string
  readonly log: (line: string) => void
}

/** A number however it is written: with a plus or without. */
const plain = (number: string): string => number.replace(/\D/g, '')
const mostKept = 10_000

export async function openMessageCentre({ port = 0, systemId, password, log }: CentreDeps): Promise<MessageCentre> {
  const phones = new Map<string, (received: Received) => void>()
  const waiting = new Map<string, Received[]>()
  const sent: Received[] = []
  const sockets = new Set<Socket>()
  let mode: CentreMode = 'up'
  let last = 0

  const accept = (sms: Sms): Taken => {
    if (mode === 'full') return { status: status.queueFull }
    if (mode === 'throttled') return { status: status.throttled }
    const to = plain(sms.to.digits)
    if (to.length < 3) return { status: status.badDestination }
    const received = { from: nameOf(sms.from), to, sms }
    sent.push(received)
    if (sent.length > mostKept) sent.shift()
    const phone = phones.get(to)
    if (phone) queueMicrotask(() => phone(received))
    else waiting.set(to, [...(waiting.get(to) ?? []), received].slice(-mostKept))
    return { status: status.ok, messageId: String(++last) }
  }

  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    serve(socket, { systemId, password, accept, isSilent: () => mode === 'silent', log })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    phone: (number, onSms) => {
      const own = plain(number)
      phones.set(own, onSms)
      const kept = waiting.get(own) ?? []
      waiting.delete(own)
      for (const one of kept) onSms(one)
      return () => void (phones.get(own) === onSms && phones.delete(own))
    },
    sentTo: (number) => sent.filter(({ to }) => to === plain(number)),
    setMode: (next) => {
      mode = next
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

const nameOf = ({ digits }: Address): string => digits

type Taken = { readonly status: number; readonly messageId?: string }

type Desk = {
  readonly systemId: string
  readonly password: string
  readonly accept: (sms: Sms) => Taken
  readonly isSilent: () => boolean
  readonly log: (line: string) => void
}

/** One sender: bound first, then it may submit (SMPP 3.4, 2.2). */
function serve(socket: Socket, { systemId, password, accept, isSilent, log }: Desk): void {
  let isBound = false
  const line: PduLine = openPduLine(socket, { onPdu: (pdu) => isSilent() || heard(pdu), onEnd: () => undefined })
  /** A bug ends this sender, and no other. */
  function heard(pdu: Pdu | UnknownPdu): void {
    try {
      answer(pdu)
    } catch (error) {
      log(faultLine('message centre', error))
      socket.destroy()
    }
  }
  function answer(pdu: Pdu | UnknownPdu): void {
    const { sequence } = pdu
    switch (pdu.command) {
      case 'bind_transmitter':
      case 'bind_transceiver': {
        const code = isBound ? status.alreadyBound : doubtOf(pdu.body)
        isBound ||= code === status.ok
        const body = code === status.ok ? { systemId: 'bench' } : undefined
        line.send({ command: `${pdu.command}_resp`, status: code, sequence, body })
        break
      }
      case 'submit_sm': {
        const taken = isBound && pdu.body ? accept(pdu.body) : { status: status.notBound }
        const body = taken.messageId === undefined ? undefined : { messageId: taken.messageId }
        line.send({ command: 'submit_sm_resp', status: taken.status, sequence, body })
        break
      }
      case 'enquire_link':
        line.send({ command: 'enquire_link_resp', status: 0, sequence, body: {} })
        break
      case 'unbind':
        isBound = false
        line.send({ command: 'unbind_resp', status: 0, sequence, body: {} })
        break
      case 'deliver_sm_resp':
      case 'enquire_link_resp':
      case 'unbind_resp':
      case 'generic_nack':
        break
      default:
        line.send({ command: 'generic_nack', status: status.unknownCommand, sequence, body: undefined })
    }
  }
  const doubtOf = (bind: { readonly systemId: string; readonly password: string } | undefined): number => {
    if (bind?.systemId !== systemId) return status.badSystemId
    return bind.password === password ? status.ok : status.badPassword
  }
}
