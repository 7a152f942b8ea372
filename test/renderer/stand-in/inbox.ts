import { parseDevice } from '../../../shared/identity/device'
import { sourceOf, trustOf } from '../../../shared/intake/cause'
import type { IntakeEntry } from '../../../shared/intake/entry'
import { wallClock } from './numbers'

const devices = [
  '356938035643809',
  '490154203237518',
  '352099001761481',
  '351451208401216',
  '356938035716209',
  '864903051188340',
  '352099002044176',
  '351451209930262',
]

type Told = Pick<IntakeEntry, 'evidence' | 'state' | 'why'> & Partial<IntakeEntry>
const told: readonly Told[] = [
  { evidence: 'caller-unproven', state: 'held', why: 'trust-too-low' },
  { evidence: 'till', state: 'ordered', why: 'trusted', outcome: 'PASS' },
  { evidence: 'network', state: 'ordered', why: 'device-changed', outcome: 'OWED', marks: ['device-changed'] },
  { evidence: 'code', state: 'ordered', why: 'trusted', outcome: 'running' },
  { evidence: 'till-file', state: 'known', why: 'registered-before' },
  { evidence: 'caller', state: 'held', why: 'many-devices', marks: ['sim-changed'] },
  { evidence: 'network-file', state: 'refused', why: 'device-blocked' },
  { evidence: 'code', state: 'refused', why: 'person-refused', said: 'Reported as stolen' },
]

/** What came from elsewhere today, newest first. */
export const inbox: readonly IntakeEntry[] = told.map((one, at) => ({
  id: told.length - at,
  source: sourceOf(one.evidence),
  trust: trustOf(one.evidence),
  reference: `T-2041-${8_800 - at}`,
  device: parseDevice(`imei:${devices[at % devices.length]}`),
  ...(at % 3 !== 2 && { phone: `…${[410, 862, 377, 951, 204, 118, 735, 690][at]}` }),
  marks: [],
  count: 1 + (at % 2),
  firstAt: wallClock - 300_000 - at * 650_000 - (at % 2) * 300_000,
  lastAt: wallClock - 300_000 - at * 650_000,
  bench: true,
  ...one,
}))

/** As it stands once others have decided some of it. */
export const inboxAfter = (decided: ReadonlySet<number>): readonly IntakeEntry[] =>
  inbox.map((entry) =>
    decided.has(entry.id) && entry.state === 'held'
      ? { ...entry, state: 'ordered', why: 'person', outcome: 'PASS', said: 'The shop called' }
      : entry,
  )
