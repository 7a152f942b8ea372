import { connect } from 'node:net'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { serveVoice } from '../../../electron/intake/voice'
import { call, eachLine } from './exchange-caller'
import { imei, openInbox } from './support'

async function open(given: unknown = undefined) {
  const opened = openInbox(given)
  const { port, close } = await serveVoice(0, opened)
  onTestFinished(close)
  return { ...opened, port }
}

describe('a caller', () => {
  test('keys in the device, hears it, says yes, and hangs up', async () => {
    const { port, all, inbox, ordered } = await open()
    const commands = await call(port, { keys: [imei, '1'] })
    expect(commands).toEqual([
      'ANSWER',
      'STREAM FILE "bootstation/welcome" "0123456789*#"',
      'GET DATA "bootstation/device-number" 6000 15',
      'STREAM FILE "bootstation/you-keyed-in" "0123456789*#"',
      `SAY DIGITS ${imei} "0123456789*#"`,
      'GET DATA "bootstation/confirm" 6000 1',
      'STREAM FILE "bootstation/thank-you" "0123456789*#"',
      'HANGUP',
    ])
    expect(all()).toMatchObject([
      { source: 'voice', evidence: 'caller', trust: 'vouched', device: `imei:${imei}`, phone: '+491701234567' },
    ])
    await inbox.settled()
    expect(ordered).toHaveLength(1)
  })
  test('who meets a bug of ours ends alone, and what was keyed in is not in the log', async () => {
    const opened = openInbox()
    const take = () => {
      throw new TypeError(`cannot read ${imei} +491701234567`)
    }
    const { port, close } = await serveVoice(0, { ...opened, inbox: { take } })
    onTestFinished(close)
    expect((await call(port, { keys: [imei, '1'] })).at(-1)).toBe('GET DATA "bootstation/confirm" 6000 1')
    expect(opened.said).toEqual([
      expect.stringMatching(/^intake: a call could not be kept: a fault of ours, TypeError at /),
    ])
    expect(opened.said.join()).not.toMatch(/4901542|1701234567/)
    expect(await call(port, { keys: [imei, '2'] })).toContain('HANGUP')
  })
  test('leaves the check digit out and hears it with it', async () => {
    const { port, all } = await open()
    expect(await call(port, { keys: [imei.slice(0, 14), '1'] })).toContain(`SAY DIGITS ${imei} "0123456789*#"`)
    expect(all()).toHaveLength(1)
  })
  test('says 1 while the digits are still read', async () => {
    const { port, all } = await open()
    const commands = await call(port, {
      keys: [imei],
      says: (command) => (command.startsWith('SAY') ? '200 result=49' : undefined),
    })
    expect(commands).not.toContain('GET DATA "bootstation/confirm" 6000 1')
    expect(all()).toHaveLength(1)
  })
  test('says 2 and keys it in again', async () => {
    const { port, all } = await open()
    await call(port, { keys: ['356938035643809', '2', imei, '1'] })
    expect(all()).toMatchObject([{ device: `imei:${imei}` }])
  })
  test('has so many tries', async () => {
    const { port, all } = await open({ voice: { triesPerCall: 2 } })
    const commands = await call(port, { keys: ['123', '490154203237510', imei, '1'] })
    expect(commands.filter((command) => command.includes('does-not-fit'))).toHaveLength(2)
    expect(commands.slice(-2)).toEqual(['STREAM FILE "bootstation/goodbye" "0123456789*#"', 'HANGUP'])
    expect(all()).toEqual([])
  })
  test('who says nothing is not taken', async () => {
    const { port, all } = await open()
    await call(port, { keys: [imei] })
    expect(all()).toEqual([])
  })
  test('without a number keys that in too, and it is only claimed', async () => {
    const { port, all } = await open({ countryCode: '49' })
    const commands = await call(port, {
      keys: [imei, '1', '01701234567', '1'],
      facts: { callerid: 'unknown', callingpres: '67' },
    })
    expect(commands).toContain('SAY DIGITS 491701234567 "0123456789*#"')
    expect(all()).toMatchObject([
      { evidence: 'caller-unproven', trust: 'claimed', state: 'held', why: 'trust-too-low' },
    ])
  })
  test.for(['0', '2', '', 'x'])(
    'whose number nobody vouches for (callingpres "%s") waits for a person',
    async (callingpres) => {
      const { port, all } = await open()
      await call(port, { keys: [imei, '1'], facts: { callingpres } })
      expect(all()).toMatchObject([{ evidence: 'caller-unproven', state: 'held' }])
    },
  )
  test('who calls too often is not answered', async () => {
    const { port, all, audited } = await open({ voice: { callsPerNumberPerHour: 2 } })
    const calls = []
    for (let times = 0; times < 3; times++) calls.push((await call(port, { keys: [imei, '1'] }))[0])
    expect(calls).toEqual(['ANSWER', 'ANSWER', 'HANGUP'])
    expect(all()).toHaveLength(2)
    expect(audited.at(-1)?.act).toBe('intake.limit')
  })
})

describe('an exchange', () => {
  const commandsOfACall = 8
  const endings = [
    ['hangs up', ['HANGUP', '200 result=-1']],
    ['says the channel is dead', '511 Command Not Permitted on a dead channel or intercept routine'],
    ['is cut', 'cut'],
    ['answers -1', '200 result=-1'],
    ['speaks something else', 'HTTP/1.1 400 Bad Request'],
  ] as const
  test.for(endings)('that %s at any moment leaves nothing behind that was not confirmed', async ([, ending]) => {
    for (let at = 1; at <= commandsOfACall; at++) {
      const { port, all } = await open()
      const dead = (command: string, count: number) => {
        if (ending === '200 result=-1' && command === 'CHANNEL STATUS') return '200 result=0'
        return count >= at ? ending : undefined
      }
      await call(port, { keys: [imei, '1'], says: dead })
      // The answer to the sixth command is the caller's yes.
      expect(all().length).toBe(at > 6 ? 1 : 0)
    }
  })
  test('that lacks the sound files goes on without them', async () => {
    const { port, all } = await open()
    const says = (command: string) => {
      if (command.startsWith('STREAM FILE')) return '200 result=-1 endpos=0'
      return command === 'CHANNEL STATUS' ? '200 result=6' : undefined
    }
    await call(port, { keys: [imei, '1'], says })
    expect(all()).toHaveLength(1)
  })
  test('that knows no SAY DIGITS is asked on, over its usage text', async () => {
    const { port, all } = await open()
    const usage = [
      '520-Invalid command syntax.  Proper usage follows:',
      'Usage: SAY DIGITS',
      '520 End of proper usage.',
    ]
    const says = (command: string) => (command.startsWith('SAY') ? usage : undefined)
    await call(port, { keys: [imei, '1'], says })
    expect(all()).toHaveLength(1)
  })
  test('on a line that gives byte after byte is understood', async () => {
    const { port, all } = await open()
    await call(port, { keys: [imei, '1'], chunk: 1 })
    expect(all()).toHaveLength(1)
  })
  test('that says nothing more is cut off when a call takes longer than a call may', async () => {
    const { port, all } = await open({ voice: { callMs: 50 } })
    expect(await call(port, { says: () => [] })).toEqual(['ANSWER'])
    expect(all()).toEqual([])
  })
  test('that talks without an end is cut off then too', async () => {
    const { port, clock } = await open()
    const began = clock.at
    const socket = connect(port, '127.0.0.1')
    const closed = new Promise((resolve) => socket.on('error', () => undefined).on('close', resolve))
    socket.write('agi_network: yes\n\n')
    const state: { talk?: NodeJS.Timeout } = {}
    // From its first command on: before that it was not yet understood to be a call.
    eachLine(socket, () => {
      state.talk ??= setInterval(() => {
        clock.at += 10_000
        socket.write('520-and more\n520-and more\n')
      }, 5)
    })
    await closed
    clearInterval(state.talk)
    expect(clock.at - began).toBeGreaterThanOrEqual(5 * 60_000)
  })
  test.for([
    ['a line without an end', 'x'.repeat(600)],
    ['lines that nobody asked for', '520-x\n'.repeat(200)],
  ] as const)('that sends %s is cut off at once', async ([, text]) => {
    const { port } = await open()
    const socket = connect(port, '127.0.0.1')
    const closed = new Promise((resolve) => socket.on('error', () => undefined).on('close', resolve))
    socket.write('agi_network: yes\n\n')
    eachLine(socket, () => socket.write(text))
    await closed
  })
  test('is heard on this machine so many at a time, and the next one after that', async () => {
    const { port, all } = await open({ voice: { callsAtOnce: 1 } })
    const silent = connect(port, '127.0.0.1')
    await new Promise((resolve) => silent.once('connect', resolve))
    expect(await call(port, { keys: [imei, '1'] })).toEqual([])
    const gone = new Promise((resolve) => silent.once('close', resolve))
    silent.destroy()
    await gone
    await expect
      .poll(async () => (await call(port, { keys: [imei, '1'] })).length, { timeout: 5000 })
      .toBe(commandsOfACall)
    expect(all()).toHaveLength(1)
  })
})

/** Sends it and waits until the other side is done with us. */
const sendRaw = (port: number, bytes: Uint8Array): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => undefined).on('close', () => resolve())
    socket.resume().end(bytes)
  })

describe('who speaks no AGI', () => {
  test.for([
    ['a line without end', 'agi_network: '.padEnd(100_000, 'x')],
    ['facts without end', 'agi_arg_1: x\n'.repeat(10_000)],
    ['HTTP', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['an empty line', '\n\n\n'],
    ['nothing', ''],
  ] as const)('%s is cut off', async ([, text]) => {
    const { port, all } = await open()
    await sendRaw(port, new TextEncoder().encode(text))
    expect(all()).toEqual([])
  })
  test('any bytes', async () => {
    const { port, all } = await open()
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc
        .stringMatching(/^(agi_[a-z]{1,8}: [ -~]{0,9}\n|\n|200 result=[0-9-]{0,3}\n){0,20}$/)
        .map((text) => new TextEncoder().encode(text)),
    )
    await fc.assert(
      fc.asyncProperty(noise, (bytes) => sendRaw(port, bytes)),
      { numRuns: 60 },
    )
    expect(all()).toEqual([])
  })
})
