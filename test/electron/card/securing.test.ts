import { describe, expect, test } from 'vitest'
import { optionsOfKind } from '../../../electron/bench/kinds'
import type { CardOptions } from '../../../electron/bench/uicc/options'
import { benchScp03 } from '../../../electron/bench/uicc/scp03'
import { type Channel, fetching } from '../../../electron/card/channel'
import { openScp03 } from '../../../electron/card/scp03'
import { securing } from '../../../electron/card/securing'
import { fromHex, hex } from '../../../shared/bytes'
import { Failed } from '../../../shared/failure'
import { secret } from '../../../shared/secret'
import { testCard } from '../../support/station'

const selectPkcs15 = '00A404040CA000000063504B43532D313500'
const message = fromHex(`5B7B${'61'.repeat(600)}7D5D`)
const content = { pkcs15: { rules: 'secure channel', content: message } } as const

/** A card of the kind scp03 and what it was sent, with keys of this last byte, or none. */
function secured(lastByte: number | undefined, options: CardOptions = { ...optionsOfKind('scp03'), ...content }) {
  const card = testCard(options)
  const enc = benchScp03.enc.map((byte, at) => (at === 15 ? (lastByte ?? 0) : byte))
  const keys = { version: 0x30, enc: secret(enc), mac: secret(enc) }
  let opened = 0
  const open = async (channel: Channel) => {
    opened++
    const deps = { random: (size: number) => new Uint8Array(size), level: 0x33 } as const
    return lastByte === undefined ? undefined : openScp03(channel, keys, deps)
  }
  const { channel, secure } = securing(fetching(card), open)
  const ask = async (command: string) => hex(await channel.transmit(fromHex(command)))
  const askAll = async (...commands: readonly string[]) => {
    for (const command of commands) await ask(command)
  }
  const sent = () => card.dump().log.map(({ c }) => c)
  return { card, secure, ask, askAll, sent, opened: () => opened }
}
const right = benchScp03.enc[15] ?? 0

test('a file that reads for nobody is read inside a secure channel, on the channel where it was asked for', async () => {
  for (const channel of ['00', '01']) {
    const { ask, askAll, sent } = secured(right)
    if (channel === '01') await ask('0070000001')
    await askAll(`${channel}${selectPkcs15.slice(2)}`, `${channel}A4000402642100`)
    expect(await ask(`${channel}B0000010`)).toBe(`${hex(message.subarray(0, 16))}9000`)
    expect(sent().map((c) => c.slice(0, 4))).toEqual([
      ...(channel === '01' ? ['0070'] : []),
      ...[`${channel}A4`, `${channel}A4`, `${channel}B0`],
      ...(channel === '01' ? ['8150', '8582', '05A4', '05B0'] : ['8050', '8482', '04A4', '04B0']),
    ])
    expect(await ask(`${channel}B0000010`)).toBe(`${hex(message.subarray(0, 16))}9000`)
    expect(sent().at(-1)?.slice(0, 4)).toBe(channel === '01' ? '05B0' : '04B0')
  }
})

test('a read brings what one answer carries, an update goes in as many parts as it needs', async () => {
  const { ask, askAll, card } = secured(right)
  await askAll(selectPkcs15, '00A4000402642100')
  expect((await ask('00B0000000')).length / 2).toBe(239 + 2)
  await ask('0020000A083132333435363738')
  const update = `00D6000000028A${'AB'.repeat(650)}`
  expect(await ask(update)).toBe('9000')
  expect(card.file('6421').slice(0, 1304)).toBe(`${'AB'.repeat(650)}FFFF`)
})

test('what lies in the MF is read in the clear, and the application again inside', async () => {
  const { ask, askAll, sent } = secured(right)
  await askAll(selectPkcs15, '00A4000402503100', '00B0000008')
  await askAll('00A4000C023F00', '00A4000C022FE2')
  expect(await ask('00B000000A')).toMatch(/9000$/)
  expect(sent().at(-1)).toBe('00B000000A')
  await askAll(selectPkcs15, '00A4000402642100')
  expect(await ask('00B0000004')).toBe(`${hex(message.subarray(0, 4))}9000`)
})

test('after a reset nothing of it is left', async () => {
  const { ask, askAll, card } = secured(right)
  await askAll(selectPkcs15, '00A4000402642100', '00B0000004')
  card.reset()
  await askAll('00A4000C023F00', selectPkcs15, '00A4000402642100')
  expect(await ask('00B0000004')).toBe(`${hex(message.subarray(0, 4))}9000`)
})

test('it is gone into before a key is shown, so that the key is not in the clear', async () => {
  const { ask, askAll, secure, sent } = secured(right)
  await askAll(selectPkcs15, '00A4000C023F00')
  expect(await secure()).toBe(true)
  expect(await ask('0020000A083132333435363738')).toBe('9000')
  expect(sent().join()).not.toContain('3132333435363738')
})

test('without keys the card has the last word', async () => {
  const { ask, askAll, secure, sent, opened } = secured(undefined)
  await askAll(selectPkcs15, '00A4000402642100')
  expect(await ask('00B0000004')).toBe('6982')
  expect(await ask('00B0000004')).toBe('6982')
  expect(await secure()).toBe(false)
  expect(sent().some((c) => c.startsWith('8050'))).toBe(false)
  expect(opened()).toBe(1)
})

test('wrong keys are found out without costing a try, and are not tried again', async () => {
  const { ask, askAll, card, sent } = secured(right ^ 1)
  await askAll(selectPkcs15, '00A4000402642100')
  for (let at = 0; at < 3; at++)
    await expect(ask('00B0000004')).rejects.toEqual(new Failed({ code: 'card.channel-refused', why: 'keys' }))
  expect(card.dump().tries.scp03).toBe(3)
  expect(sent().filter((c) => /^8[0-3]50|^8[4-7]82/.test(c))).toHaveLength(1)
})

test('keys that nobody can say are no trouble where the card only might have meant a secure channel', async () => {
  for (const failure of [
    { code: 'key.unusable', reason: 'two sets of keys' },
    { code: 'key.wanted', what: 'token-pin' },
    { code: 'token.absent', reason: 'it was taken out' },
  ] as const) {
    const card = testCard({ ...optionsOfKind('scp03'), ...content })
    // A rule in EF.ARR, which says nothing of itself.
    const refusing: Channel = {
      transmit: async (command) => (command[1] === 0xb0 ? fromHex('6982') : fromHex('620483026421' + '9000')),
    }
    const open = async () => {
      throw new Failed(failure)
    }
    const { channel, secure } = securing(refusing, open)
    const ask = async (command: string) => hex(await channel.transmit(fromHex(command)))
    await ask(selectPkcs15)
    await ask('00A40004026421')
    for (let read = 0; read < 2; read++) expect(await ask('00B0000010')).toBe('6982')
    await expect(secure()).rejects.toMatchObject({ failure })
    const told = securing(fetching(card), open)
    await told.channel.transmit(fromHex(selectPkcs15))
    await expect(told.secure()).rejects.toMatchObject({ failure })
  }
})

describe('no secure channel is tried', () => {
  test('where the card speaks none: what it said stands', async () => {
    const { ask, askAll, sent } = secured(right, { pkcs15: { read: 'pin1' } })
    await askAll(selectPkcs15, '00A4000402642100')
    expect(await ask('00B0000004')).toBe('6982')
    expect(await ask('00B0000004')).toBe('6982')
    expect(sent().filter((c) => c.startsWith('8050'))).toHaveLength(1)
  })

  test('where the file says that it wants a PIN', async () => {
    const byPin = '6219820241218302642180021000AB0B800101A406830101950108'
    const answers = ['9000', `${byPin}9000`, '6982']
    const channel: Channel = { transmit: async () => fromHex(answers.shift() ?? '6F00') }
    const { channel: wary } = securing(channel, () => Promise.reject(new Error('no secure channel was wanted')))
    for (const command of [selectPkcs15, '00A4000402642100']) await wary.transmit(fromHex(command))
    expect(hex(await wary.transmit(fromHex('00B0000004')))).toBe('6982')
  })

  test('with another application', async () => {
    const { ask, askAll, sent } = secured(right)
    await askAll('00A4040407A000000087100200', '00A40004026F0700')
    expect(await ask('00B0000009')).toBe('6982')
    expect(sent().some((c) => c.startsWith('8050'))).toBe(false)
  })
})
