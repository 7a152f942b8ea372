import { parseDevice } from '../../../shared/identity/device'
import { JobId } from '../../../shared/job'
import type { Conflict } from '../../../shared/registration/conflict'

/** Two devices that another company has, one of them set aside. */
export const conflicts: readonly Conflict[] = [
  {
    job: JobId.parse('00000000-0000-4000-8000-0000000000c1'),
    device: parseDevice('imei:352099001761481'),
    startedAt: '2026-11-21T09:31:00.000Z',
    reason: 'The device is registered already',
    sent: {
      ...{ devId: 'IMEI:352099001761481', source: 'pos', iccid: '8949020000123448272', phone: '…410' },
      ...{ template: { name: 'nordwind', sha256: 'a'.repeat(64) }, format: 'cp' },
    },
  },
  {
    job: JobId.parse('00000000-0000-4000-8000-0000000000c2'),
    device: parseDevice('imei:351451208401216'),
    startedAt: '2026-11-21T08:02:00.000Z',
    reason: 'The device is registered already',
    resolution: 'set-aside',
    decided: {
      ...{ how: 'set-aside', by: 'anna', at: '2026-11-21T08:20:00.000Z' },
      reason: 'The other shop was called and looks for the sale',
    },
    sent: { devId: 'IMEI:351451208401216', source: 'factory', format: 'dm1' },
  },
]
