// A bootstrap sent as short messages: a WAP push under SEC and MAC (OMA DM Security 1.2, 5.7.2), through a message centre.
import { randomInt } from 'node:crypto'
import { Failed } from '../../../../shared/failure'
import { readMessage } from '../../../../shared/message/message'
import type { Dm1Security } from '../../../../shared/push/dm1-security'
import { pushDm1, type Unprotected } from '../../../../shared/push/message'
import { pushPorts, segmentsOf } from '../../../../shared/push/segments'
import { hmacSha1 } from '../../../push-mac'
import { type CentreAccess, openSmsSender, type SmsSender } from '../../../sms/sender'

export type SmsPush = {
  readonly number: string
  readonly message: Uint8Array
  readonly security: Dm1Security | Unprotected
}

export type SmsLine = { readonly push: (push: SmsPush) => Promise<void>; readonly close: () => Promise<void> }

/** 3GPP TS 23.038, 4: 8-bit data. */
const eightBit = 0x04
const sender = 'Bootstation'

/** One line to the centre, opened when it is needed and again when it broke. Fails as `openSmsSender`, and see `segmentsFor`. */
export function openSmsLine(access: CentreAccess): SmsLine {
  let line: Promise<SmsSender> | undefined
  const send = async ({ number }: SmsPush, segments: readonly Uint8Array[]): Promise<void> => {
    line ??= openSmsSender(access)
    const opened = await line
    // In order: a phone may hold few parts of few messages.
    for (const userData of segments)
      await opened.send({ to: number, from: sender, userData, has: 'header', dataCoding: eightBit })
  }
  const close = async (): Promise<void> => {
    const last = line
    line = undefined
    await last?.then((opened) => opened.close()).catch(() => undefined)
  }
  return {
    push: async (push) => {
      const segments = segmentsFor(push)
      try {
        await send(push, segments)
      } catch (error) {
        await close()
        throw error
      }
    },
    close,
  }
}

/** A message that holds a secret never goes in clear: `message.invalid`. */
export function segmentsFor({ message, security }: Omit<SmsPush, 'number'>): readonly Uint8Array[] {
  if (security.sec === 'none' && hasSecret(message)) {
    const reason = 'there are secrets in it, and nothing to protect it with'
    throw new Failed({ code: 'message.invalid', path: 'security', reason })
  }
  const { pdu } = pushDm1(message, security, hmacSha1)
  // Sent again it is another message: parts of the two must not mix.
  return segmentsOf(pdu, pushPorts, { bits: 16, value: randomInt(2 ** 16) })
}

const hasSecret = (message: Uint8Array): boolean =>
  readMessage(message).accounts.some(({ client, server, notification }) =>
    [client?.secret, server?.secret, notification?.secret].some(
      (secret) => secret !== undefined && secret.reveal().length > 0,
    ),
  )
