// PDUs over a socket: whole ones only, however the bytes come.
import type { Socket } from 'node:net'
import { Failed } from '../../shared/failure'
import { faultLine } from '../../shared/fault-line'
import { lengthOfPdu, type Pdu, readPdu, type UnknownPdu, writePdu } from '../../shared/smpp/pdu'

export type PduLine = {
  readonly send: (pdu: Pdu) => void
  readonly close: () => void
}

export type PduEvents = {
  readonly onPdu: (pdu: Pdu | UnknownPdu) => void
  /** Once, whatever ends the line; bytes that are no PDU end it too. */
  readonly onEnd: (reason: string) => void
}

export function openPduLine(socket: Socket, { onPdu, onEnd }: PduEvents): PduLine {
  let waiting = Buffer.alloc(0)
  let isOver = false
  const end = (reason: string): void => {
    if (isOver) return
    isOver = true
    socket.destroy()
    onEnd(reason)
  }
  const take = (): void => {
    for (;;) {
      const length = lengthOfPdu(waiting)
      if (isOver || length === undefined || waiting.length < length) return
      const pdu = readPdu(waiting.subarray(0, length))
      waiting = waiting.subarray(length)
      onPdu(pdu)
    }
  }
  socket.setNoDelay(true)
  socket.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk])
    try {
      take()
    } catch (error) {
      end(error instanceof Failed ? 'what came is no SMPP' : faultLine('it could not be taken', error))
    }
  })
  socket.on('error', () => end('the connection was cut'))
  socket.on('close', () => end('the connection was cut'))
  return {
    send: (pdu) => void (isOver || socket.write(writePdu(pdu))),
    close: () => {
      isOver = true
      socket.end()
    },
  }
}
