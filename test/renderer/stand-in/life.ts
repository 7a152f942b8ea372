import { parseDevice } from '../../../shared/identity/device'
import { JobId } from '../../../shared/job'
import type { Life, LifeEvent } from '../../../shared/life'
import { iccidAt } from './numbers'

const device = parseDevice('imei:490154203237518')
const iccid = iccidAt(103)
const account = (server: string, name: string) => ({ serverId: server, url: `https://${server}/dm`, name })
const altmark = account('dm.altmark.example', 'Altmark Telecom')
const nordwind = account('dm.nordwind.example', 'Nordwind Mobile')
const at = (day: number, minute: number): number => Date.UTC(2026, 8, day, 9, minute)

type JobEvent = Extract<LifeEvent, { is: 'job' }>
const jobAt = (number: number, when: number, change: Partial<JobEvent>): JobEvent => ({
  is: 'job',
  at: when,
  job: JobId.parse(`00000000-0000-4000-8000-${String(700 + number).padStart(12, '0')}`),
  kind: 'write',
  outcome: 'PASS',
  device,
  iccid,
  reader: 'Virtual PCD 00 02',
  accounts: [nordwind],
  ...change,
})
const registered = (
  id: string,
  when: number,
  state: Extract<LifeEvent, { is: 'registration' }>['state'],
): LifeEvent => ({
  is: 'registration',
  at: when,
  device,
  id,
  state,
})

/** A device that was sold, was managed, came back, and once could not be written. */
export const lifeOf = (identity: string): Life => ({
  devices: identity === 'nobody' ? [] : [device],
  cards: [iccid],
  holder: device,
  told: 'server',
  events:
    identity === 'nobody'
      ? []
      : [
          {
            is: 'intake',
            at: at(1, 2),
            id: 12,
            source: 'pos',
            evidence: 'till',
            state: 'ordered',
            why: 'trusted',
            device,
            phone: '+49 ••••• ••789',
          },
          jobAt(1, at(1, 9), {
            outcome: 'FAIL',
            accounts: [],
            failure: { code: 'card.too-small', needBytes: 412, haveBytes: 256 },
          }),
          jobAt(2, at(1, 14), {}),
          registered('r-1', at(1, 15), 'accepted'),
          registered('r-1', at(2, 30), 'contacted'),
          registered('r-1', at(2, 31), 'managed'),
          jobAt(3, at(20, 12), { kind: 'rebootstrap', before: [nordwind], accounts: [altmark] }),
          registered('r-2', at(20, 13), 'accepted'),
        ],
})
