import { expect, test } from 'vitest'
import { registrationOf } from '../../../electron/server/registration'
import { parseDevice } from '../../../shared/identity/device'
import { RegistrationRequest } from '../../../shared/registration/schema'

const job = {
  template: { name: 'training', sha256: 'a'.repeat(64) },
  sha256: 'b'.repeat(64),
  format: 'dm2',
  source: 'factory',
} as const

test('a job with a card becomes a registration of its device, its card and its bootstrap', () => {
  const request = registrationOf({ ...job, device: parseDevice('imei:490154203237518'), iccid: '8949000000000000017' })
  expect(request).toEqual({
    identities: [{ type: 'imei', value: '490154203237518' }],
    expectedDevId: 'IMEI:490154203237518',
    source: 'factory',
    card: { iccid: '8949000000000000017' },
    bootstrap: { template: 'training', sha256: 'a'.repeat(64), messageSha256: 'b'.repeat(64), format: 'dm2' },
  })
  expect(RegistrationRequest.parse(request)).toEqual(request)
})

test('a device without a card is registered without one', () => {
  expect(registrationOf({ ...job, device: parseDevice('meid:A0000000002329') })).not.toHaveProperty('card')
})
