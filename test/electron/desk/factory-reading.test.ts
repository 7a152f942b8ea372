import { X509Certificate } from 'node:crypto'
import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readFactory } from '../../../electron/desk/factory-reading'
import { parseDevice } from '../../../shared/identity/device'
import { bytesFor, serversOf, switchedOn } from '../../support/device'
import { anchors, device as deviceCertificate, now, openFolder, stranger } from '../factory/support'

const { folder, built } = openFolder()
const device = parseDevice('imei:490154203237518')
const forDevice = { for: { devId: 'IMEI:490154203237518' }, message: bytesFor('factory.example') } as const
const at = (place: string, more: Partial<Parameters<typeof readFactory>[0]> = {}) =>
  readFactory({ folder: place, device, anchors, now, ...more })

/** A bundle with the device's message in it, changed afterwards. */
async function changed(name: string, change: (place: string) => void): Promise<string> {
  const place = await built(name, [forDevice])
  change(place)
  return place
}

test('a device finds its own message in a bundle that it trusts, and is bootstrapped by it', async () => {
  const found = await at(await built('good', [forDevice]))
  expect(found).toEqual({ is: 'read', bytes: forDevice.message })
  expect(serversOf(switchedOn({ factory: found }))).toEqual(['factory.example'])
})

test('a device without a message, and one without a bundle, finds nothing', async () => {
  expect(await at(await built('others', [{ ...forDevice, for: { devId: 'IMEI:356938035643809' } }]))).toEqual({
    is: 'absent',
  })
  expect(await at(join(folder, 'nowhere'))).toEqual({ is: 'absent' })
})

test.for([
  ['without a signature', (place: string) => rmSync(join(place, 'manifest.p7s')), /not signed/],
  [
    'with another message',
    (place: string) => writeFileSync(join(place, 'messages/IMEI-490154203237518.json'), bytesFor('evil.example')),
    /not as it was signed/,
  ],
  ['with another list', (place: string) => writeFileSync(join(place, 'manifest.json'), '{}'), /./],
  ['with a signature that is none', (place: string) => writeFileSync(join(place, 'manifest.p7s'), 'x'), /./],
] as const)('a bundle %s is refused', async ([what, change, why]) => {
  const found = await at(await changed(what, change))
  expect(found).toEqual({ is: 'untrusted', why: expect.stringMatching(why) })
  expect(switchedOn({ factory: found }).device.tried[1]?.result).toBe('refused')
})

test('a bundle of somebody else is refused, and so is one whose time has not come', async () => {
  const place = await built('strange', [forDevice])
  expect(await at(place, { anchors: [new X509Certificate(stranger.cert)] })).toMatchObject({ is: 'untrusted' })
  expect(await at(place, { anchors: [] })).toMatchObject({ is: 'untrusted' })
  expect(await at(place, { now: Date.UTC(2050, 0, 1) })).toMatchObject({ is: 'untrusted' })
})

test('a message that is missing is no message', async () => {
  const found = await at(await changed('missing', (place) => rmSync(join(place, 'messages'), { recursive: true })))
  expect(found.is).toBe('unreadable')
})

test('a message for this device alone is opened with its key and with no other', async () => {
  const encryptTo = new X509Certificate(deviceCertificate.cert)
  const place = await built('sealed', [{ ...forDevice, encryptTo }])
  cpSync(place, join(folder, 'sealed copy'), { recursive: true })
  expect(await at(place, { identity: deviceCertificate })).toEqual({ is: 'read', bytes: forDevice.message })
  expect(await at(place)).toMatchObject({ is: 'unreadable' })
  expect(await at(place, { identity: { ...stranger } })).toMatchObject({ is: 'untrusted' })
})
