import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyDeviceMemory } from '../../../shared/device/memory'
import { memoryOfText, textOfMemory } from '../../../shared/device/memory-text'
import { bytesFor, cardWith, contextOf, runDevice, statusOf, switchedOn } from '../../support/device'
import { failureOf, readsOrFails } from '../../support/outcomes'

const clear = (text: string) => {
  const { objects, ...rest } = memoryOfText(text)
  return { ...rest, objects: objects.reveal() }
}

const memories = {
  empty: emptyDeviceMemory,
  card: switchedOn({ card: cardWith(bytesFor('a'), bytesFor('b', 'dm1')) }).device.memory,
  factory: switchedOn({ factory: { is: 'read', bytes: bytesFor('f', 'cp') } }).device.memory,
  later: switchedOn({ server: () => statusOf(503, { 'retry-after': '60' }) }).device.memory,
  told: {
    ...emptyDeviceMemory,
    standing: [
      { is: 'default', serverId: 'a', url: 'https://a.example/[MCC]', moid: 'urn:oma:mo:oma-mms:1.3' },
      { is: 'subscription', serverId: 'a', url: 'https://a.example/', uri: 'urn:oma:mo:oma-dm-dmacc:1.2//' },
    ] as const,
  },
  stopped: switchedOn({ server: () => statusOf(403) }).device.memory,
}

test.for(Object.entries(memories))('what a device remembers (%s) reads back', ([, memory]) => {
  const { objects, ...rest } = memory
  expect(clear(textOfMemory(memory))).toEqual({ ...rest, objects: objects.reveal() })
})

test('a device with its memory read back goes on where it was', () => {
  const memory = memoryOfText(textOfMemory(memories.card))
  const ran = runDevice(memory, { card: cardWith(bytesFor('a'), bytesFor('b', 'dm1')) }, contextOf(), {
    is: 'switched-on',
  })
  expect(ran.device.tried).toEqual([{ way: 'smartcard', result: 'account for a, b' }])
})

test.for([
  ['[]', ''],
  ['{"device":2}', 'device'],
  ['{"device":1}', 'objects'],
  [textOfMemory(memories.card).replace('"smartcard"', '"thief"'), 'source'],
  [textOfMemory(memories.card).replace('"tree":{', '"tree":{"x":[],'), 'tree'],
  [textOfMemory(memories.stopped).replace('"stopped"', '"maybe"'), 'request'],
])('%s is refused', ([text, path]) => {
  expect(failureOf(() => memoryOfText(text ?? ''))).toMatchObject({ code: 'message.invalid', path })
})

test('any text is read or refused', () => {
  fc.assert(fc.property(fc.string(), (text) => readsOrFails(() => memoryOfText(text))))
  fc.assert(fc.property(fc.json(), (text) => readsOrFails(() => memoryOfText(text))))
})
