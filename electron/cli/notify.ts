import { randomInt } from 'node:crypto'
import { hex } from '../../shared/bytes'
import type { ServerAccount } from '../../shared/message/account'
import { readMessage } from '../../shared/message/message'
import { signPackage0 } from '../../shared/notification/dm1'
import { signNotification } from '../../shared/notification/dm2'
import { pushOfDm1Notification, pushOfDm2Notification } from '../../shared/notification/push'
import { pushPorts, segmentsOf } from '../../shared/push/segments'
import { en } from '../../shared/text/en'
import { md5, sha256Bytes } from '../push-mac'
import { type Command, exit, text, usage, type Values, withStation } from './command'
import { draftOf } from './order'
import { keepPrivate } from './private-file'
import { variableOptions, variableUsage } from './variables'

/**
 * Package 0, signed with what the bootstrap message gave the device for it: the first notification it can get. It holds no
 * secret, so its short messages are shown.
 */
export const messageNotify: Command = {
  name: 'message notify',
  does: 'the short messages of a notification (package 0): a server asks the device for a session',
  usage: `--template T --device imei:… [--format dm1|dm2] [--server ID] [--session-id N] [--wants-mos] ${variableUsage} [--out FILE]`,
  options: {
    template: { type: 'string' },
    device: { type: 'string' },
    format: { type: 'string' },
    server: { type: 'string' },
    'session-id': { type: 'string' },
    'wants-mos': { type: 'boolean' },
    ...variableOptions,
    out: { type: 'string' },
  },
  run: async (args, io) => {
    const { values } = args
    const { template, draft } = draftOf(values, io)
    const id = sessionIdOf(values)
    return withStation(args, io, async (_, { composer }) => {
      const { message, format } = composer.make(draft, 'file')
      if (format === 'cp') throw usage(en.push.notNotified(template.name), 'format')
      const account = accountOf(readMessage(message).accounts, text(values, 'server'))
      const body = format === 'dm1' ? trigger(account, id) : notification(account, id, values['wants-mos'] === true)
      const push = format === 'dm1' ? pushOfDm1Notification : pushOfDm2Notification
      const pdu = push(body, randomInt(1, 256))
      const segments = segmentsOf(pdu, pushPorts, { bits: 8, value: randomInt(256) })
      const lines = segments.map((segment) => `${hex(segment)}\n`).join('')
      const file = text(values, 'out')
      const kept = file === undefined ? undefined : keepPrivate(file, lines, 'out')
      const told = { format, server: account.id, id, bytes: body.length, pushBytes: pdu.length }
      io.out({
        ...told,
        segments: segments.length,
        ...(file === undefined ? { userData: segments.map(hex) } : { file }),
      })
      if (!io.isJson && file === undefined) io.print(lines)
      io.say(en.push.notifies(account.id, id))
      if (file !== undefined && kept === 'replaced') io.say(en.push.replaced(file))
      return exit.pass
    })
  },
}

/** Two bytes in both generations; by chance, since a device drops an id that it knows. */
function sessionIdOf(values: Values): number {
  const named = text(values, 'session-id')
  if (named === undefined) return randomInt(1, 2 ** 16)
  if (!/^\d{1,5}$/.test(named) || Number(named) >= 2 ** 16) throw usage('--session-id is 0 to 65535', 'session-id')
  return Number(named)
}

function accountOf(accounts: readonly ServerAccount[], named: string | undefined): ServerAccount {
  const ids = accounts.map(({ id }) => id).join(', ')
  if (named === undefined && accounts.length > 1) throw usage(`--server is missing: one of ${ids}`, 'server')
  const account = accounts.find(({ id }) => named === undefined || id === named)
  if (!account) throw usage(`--server is one of ${ids}`, 'server')
  return account
}

/** OMA DM Notification 1.2, 6.2: the digest is over the server's own secret and nonce. */
function trigger({ id: serverId, server }: ServerAccount, sessionId: number): Uint8Array {
  const nonce = server?.nonce
  if (!server || !nonce) throw usage(en.push.noProof(serverId, 'credentials.server'), 'template')
  const asked = { version: 12, uiMode: 'unspecified', initiator: 'server', sessionId, serverId } as const
  return signPackage0(asked, { password: server.secret, nonce }, md5)
}

/** OMA DM Protocol 2.0, 5.2.1. */
function notification({ id: serverId, notification: key }: ServerAccount, notificationId: number, wantsMos: boolean) {
  if (!key) throw usage(en.push.noProof(serverId, 'notification'), 'template')
  const sentAt = Math.floor(Date.now() / 1000)
  return signNotification({ serverId, notificationId, sentAt, wantsMos }, key, sha256Bytes)
}
