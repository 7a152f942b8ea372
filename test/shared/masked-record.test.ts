import { expect, test } from 'vitest'
import { parseDevice } from '../../shared/identity/device'
import { JobId, JobRecord } from '../../shared/job'
import { maskedRecord } from '../../shared/masked-record'

const record = JobRecord.parse({
  job: JobId.parse('00000000-0000-4000-8000-000000000001'),
  kind: 'write',
  outcome: 'FAIL',
  failure: {
    code: 'disk.failed',
    path: '/tmp/8949020000123518827',
    reason: 'of 356938035643809, not 8949020000777777771',
  },
  device: parseDevice('imei:356938035643809'),
  iccid: '8949020000123518827',
  reader: 'R1',
  sha256: '1234567890123456'.repeat(4),
  phases: [],
  commands: 0,
  keys: { adm1: { triesLeft: 3 } },
  accounts: [],
  registration: { state: 'none' },
  torn: false,
  bench: false,
  startedAt: '2026-01-01T00:00:00.000Z',
})

test('of an identity and a card number only the end is left, wherever in a record they stand', () => {
  const masked = maskedRecord(record)
  expect(masked).toMatchObject({
    job: record.job,
    device: 'imei:•••••••••••3809',
    iccid: '•••••••••••••••8827',
    failure: { path: '/tmp/•••••••••••••••8827', reason: 'of •••••••••••3809, not •••••••••••••••7771' },
    sha256: record.sha256,
    startedAt: record.startedAt,
  })
  expect(JSON.stringify(masked)).not.toMatch(/356938|89490200/)
})

test('a device that is no number is masked too', () => {
  const masked = maskedRecord({ ...record, device: parseDevice('meid:A000000FF09FA6') })
  expect(masked.device).toBe('meid:••••••••••9FA6')
})
