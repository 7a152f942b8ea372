import { connect, createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type MessageCentre, openMessageCentre, type Received } from '../../../electron/bench/message-centre'
import { openSmsSender, type SmsSender } from '../../../electron/sms/sender'
import { fromHex, hex } from '../../../shared/bytes'
import { Failed } from '../../../shared/failure'
import { reassemble } from '../../../shared/push/reassemble'
import { pushPorts, segmentsOf } from '../../../shared/push/segments'
import { secret } from '../../../shared/secret'
import { textOf, userDataOf } from '../../../shared/smpp/text'

const account = { systemId: 'station', password: 'pass-8ch' }
let centre: MessageCentre
const senders: SmsSender[] = []
beforeEach(async () => {
  centre = await openMessageCentre({ ...account, log: () => undefined })
})
afterEach(async () => {
  for (const sender of senders.splice(0)) await sender.close()
  await centre.close()
})

const times = { deadlineMs: 400, enquireMs: 50 }
async function sender(change: Partial<typeof account> = {}): Promise<SmsSender> {
  const { systemId, password } = { ...account, ...change }
  const access = { host: '127.0.0.1', port: centre.port, systemId, password: secret(password) }
  const opened = await openSmsSender(access, times)
  senders.push(opened)
  return opened
}

const push = { to: '+49 170 1234567', from: 'DM Server', has: 'header', dataCoding: 0x04 } as const
async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Failed) return error.failure
    throw error
  }
}

test('a push in parts comes to the phone whole and in order', async () => {
  const pdu = Uint8Array.from({ length: 700 }, (_, at) => at % 251)
  const parts = segmentsOf(pdu, pushPorts, { bits: 8, value: 9 })
  const got: Received[] = []
  centre.phone('491701234567', (received) => got.push(received))
  const own = await sender()
  const ids = await Promise.all(parts.map((userData) => own.send({ ...push, userData })))
  expect(new Set(ids).size).toBe(parts.length)
  await expect.poll(() => got.length).toBe(parts.length)
  expect(got.every(({ sms }) => sms.esmClass === 0x40 && sms.dataCoding === 0x04)).toBe(true)
  expect(reassemble(got.map(({ sms }) => sms.message)).pdu).toEqual(pdu)
})

test('a phone that was off gets what waited for it', async () => {
  const own = await sender()
  await own.send({ ...push, ...userDataOf('code 123456'), has: 'no header' })
  const got: string[] = []
  centre.phone('+491701234567', ({ sms }) => got.push(textOf(sms.message, sms.dataCoding)))
  expect(got).toEqual(['code 123456'])
  expect(centre.sentTo('+49 170 1234567')).toHaveLength(1)
})

test.for(['Your code is 493817.', 'Ihr Code für die Anmeldung: 493817', 'رمزك هو 493817'])(
  '%s is read as sent',
  (text) => {
    const { userData, dataCoding } = userDataOf(text)
    expect(textOf(userData, dataCoding)).toBe(text)
  },
)

test('a text for more than one short message is refused', () => {
  expect(() => userDataOf('ü'.repeat(71))).toThrow('request.invalid')
  expect(() => userDataOf('x'.repeat(161))).toThrow('request.invalid')
})

describe('the centre', () => {
  test('takes no strangers', async () => {
    expect(await failureOf(sender({ password: 'wrong' }))).toMatchObject({ code: 'server.refused', retryable: false })
    expect(await failureOf(sender({ systemId: 'other' }))).toMatchObject({ code: 'server.refused', status: 0x0f })
  })

  test('says when it is asked too much, and later takes the same', async () => {
    const own = await sender()
    centre.setMode('throttled')
    const refused = await failureOf(own.send({ ...push, userData: fromHex('00') }))
    expect(refused).toMatchObject({ code: 'server.refused', status: 0x58, retryable: true })
    centre.setMode('up')
    expect(await own.send({ ...push, userData: fromHex('00') })).toBe('1')
  })

  test('that does not answer is unreachable after a while, not for ever', async () => {
    const own = await sender()
    centre.setMode('silent')
    expect(await failureOf(own.send({ ...push, userData: fromHex('00') }))).toMatchObject({
      code: 'server.unreachable',
    })
  })

  test('that goes away ends what was asked', async () => {
    const own = await sender()
    centre.setMode('silent')
    const asked = failureOf(own.send({ ...push, userData: fromHex('00') }))
    await centre.close()
    expect(await asked).toMatchObject({ code: 'server.unreachable' })
    expect(await failureOf(own.send({ ...push, userData: fromHex('00') }))).toMatchObject({
      code: 'server.unreachable',
    })
    centre = await openMessageCentre({ ...account, log: () => undefined })
  })

  test('that is not there, or speaks something else, is unreachable', async () => {
    const other = createServer((socket) => socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const access = { host: '127.0.0.1', port, systemId: 'a', password: secret('b') }
    expect(await failureOf(openSmsSender(access, times))).toMatchObject({ code: 'server.unreachable' })
    await new Promise((resolve) => other.close(resolve))
    expect(await failureOf(openSmsSender(access, times))).toMatchObject({ code: 'server.unreachable' })
  })

  test('answers a client written from the standard alone', async () => {
    const socket = connect(centre.port, '127.0.0.1')
    const heard: Buffer[] = []
    socket.on('data', (chunk: Buffer) => heard.push(chunk))
    const text = (words: string) => `${Buffer.from(words).toString('hex')}00`
    const bind = `${text('station')}${text('pass-8ch')}0034000000`
    const submit = `00 0101${text('1234')} 0101${text('491701234567')} 000000000000000000 02 6869`.replace(/ /g, '')
    const framed = (id: string, body: string, sequence: string) =>
      Buffer.from(`${(16 + body.length / 2).toString(16).padStart(8, '0')}${id}00000000${sequence}${body}`, 'hex')
    // in pieces, and one of a command that nobody knows
    const all = Buffer.concat([
      framed('00000009', bind, '00000001'),
      framed('00000004', submit, '00000002'),
      framed('00000033', '', '00000003'),
      framed('00000006', '', '00000004'),
    ])
    for (const byte of all) socket.write(Buffer.of(byte))
    const whole = () => hex(Buffer.concat(heard))
    await expect.poll(whole).toContain('00000010800000060000000000000004')
    expect(whole()).toBe(
      '0000001680000009000000000000000162656E636800' +
        '000000128000000400000000000000023100' +
        '00000010800000000000000300000003' +
        '00000010800000060000000000000004',
    )
    socket.destroy()
  })
})
