import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import type { Command } from '../../electron/cli/command'
import { messageCompose } from '../../electron/cli/message'
import { messageNotify } from '../../electron/cli/notify'
import { md5, sha256Bytes } from '../../electron/push-mac'
import { fromHex } from '../../shared/bytes'
import { decode } from '../../shared/codec'
import { Failed } from '../../shared/failure'
import { readMessage } from '../../shared/message/message'
import { acceptNotification } from '../../shared/notification/accept'
import { acceptPackage0 } from '../../shared/notification/dm1'
import { emptyMemory } from '../../shared/notification/replay'
import { pushPdu } from '../../shared/push/pdu'
import { joined } from '../shared/push/receiver'
import { createTestHome } from '../support/station'

const home = createTestHome()
writeFileSync(join(home, 'station.json'), JSON.stringify({ batchKeyFile: join(home, 'batch.key') }))
vi.stubEnv('BOOTSTATION_HOME', home)
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(home, { recursive: true })
})

type Ran = { readonly object: Record<string, unknown>; readonly message: Uint8Array }

/** One command with `--json`: its object, or its failure. */
async function ran(command: Command, values: Record<string, string | boolean>): Promise<Ran> {
  const [objects, printed]: [Record<string, unknown>[], Uint8Array[]] = [[], []]
  const print = (bytes: string | Uint8Array) => void (typeof bytes === 'string' || printed.push(bytes))
  const out = (object: unknown) => void objects.push(JSON.parse(JSON.stringify(object)))
  const silent = () => undefined
  const io = { home, isJson: command === messageNotify, out, print, say: silent, answer: silent }
  const device = 'imei:490154203237518'
  try {
    const signal = new AbortController().signal
    await command.run({ values: { device, ...values }, positionals: [] }, { ...io, signal })
    return { object: objects[0] ?? {}, message: printed[0] ?? new Uint8Array() }
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return { object: error.failure, message: new Uint8Array() }
  }
}

/** The account that the device has from its bootstrap message. */
async function accountOn(template: string, format: string) {
  const { message } = await ran(messageCompose, { template, format })
  const [account] = readMessage(message).accounts
  if (!account) throw new Error('no account')
  return account
}

const bodyOf = ({ userData }: Record<string, unknown>) => {
  if (!Array.isArray(userData)) throw new Error('nothing was sent')
  return decode(pushPdu, Uint8Array.from(joined(userData.map((line) => fromHex(String(line)))).bytes)).body
}

test('a device that was bootstrapped in DM 1.2 accepts the notification', async () => {
  const { id, server } = await accountOn('uicc-dm12', 'dm1')
  if (!server?.nonce) throw new Error('the server has a nonce')
  const proof = { password: server.secret, nonce: server.nonce }
  const { object } = await ran(messageNotify, { template: 'uicc-dm12', format: 'dm1', 'session-id': '4711' })
  const accepted = acceptPackage0(bodyOf(object), (named) => (named === id ? [proof] : undefined), md5)
  expect(accepted).toMatchObject({ kind: 'accepted', trigger: { serverId: id, sessionId: 4711, initiator: 'server' } })
  expect(object).toMatchObject({ format: 'dm1', server: id, id: 4711, segments: 1 })
})

test('a device that was bootstrapped in DM 2.0 accepts the notification', async () => {
  const { id, notification } = await accountOn('uicc-dm20', 'dm2')
  const { object } = await ran(messageNotify, { template: 'uicc-dm20', format: 'dm2', 'wants-mos': true })
  const client = { accounts: new Map([[id, notification]]), memory: emptyMemory, nowSeconds: Date.now() / 1000 }
  const accepted = acceptNotification(bodyOf(object), client, sha256Bytes)
  expect(accepted).toMatchObject({
    kind: 'accepted',
    serverId: id,
    fields: { wantsMos: true, notificationId: object.id },
  })
})

test.for([
  [
    { template: 'operator-and-enterprise', server: 'dms1.operator.example' },
    'template',
    /nothing to sign.*name notification/,
  ],
  [{ template: 'operator-and-enterprise', format: 'dm1' }, 'server', /--server is missing: one of .*, /],
  [{ template: 'operator-and-enterprise', format: 'dm1', server: 'dms' }, 'server', /--server is one of/],
  [{ template: 'sim-2g-cp' }, 'format', /Client Provisioning.*name --format dm1 or dm2/],
  [{ template: 'uicc-dm12', format: 'dm1', 'session-id': '65536' }, 'session-id', /0 to 65535/],
] as const)('%o is refused at %s', async ([values, path, reason]) => {
  const { object } = await ran(messageNotify, { ...values })
  expect(object).toMatchObject({ code: 'request.invalid', path, reason: expect.stringMatching(reason) })
})
