import type { Evidence, IntakeSource, Trust, Why } from '../../intake/cause'
import type { EntryState } from '../../intake/entry'
import type { Outcome } from '../../job'
import { clock, count, day, number } from './figures'

const source: Readonly<Record<IntakeSource, string>> = {
  pos: 'Point of sale',
  web: 'Self-service',
  network: 'Network',
  voice: 'Voice prompt',
}

const trust: Readonly<Record<Trust, string>> = { claimed: 'Claimed', vouched: 'Vouched for', proven: 'Proven' }

const evidence: Readonly<Record<Evidence, string>> = {
  counter: 'ordered at this station',
  till: 'the till says so',
  'till-file': 'a file of the till says so',
  code: 'a code sent to the number came back',
  network: 'the network saw card and device together',
  'network-file': 'a file of the network says so',
  caller: 'the network vouches for the caller’s number',
  'caller-unproven': 'a caller says so',
}

const why: Readonly<Record<Why, string>> = {
  trusted: 'Trusted enough to register by itself',
  person: 'A person decided so',
  'registered-before': 'Registered before, with the same number',
  'trust-too-low': 'Not trusted enough to register by itself',
  'other-number': 'The device was registered with another number',
  'many-devices': 'Many devices for one number in a day',
  'device-changed': 'The card is in another device now',
  'sim-changed': 'Another card is in the device now',
  'clock-off': 'The network’s time is not ours',
  'devid-unknown': 'This model names itself by an identity that is not known yet',
  'registration-failed': 'The registration could not be made',
  'test-device': 'The number of a test device',
  'device-blocked': 'This device is on the list of those not taken',
  'number-blocked': 'This number is on the list of those not taken',
  'person-refused': 'A person refused it',
  'waited-too-long': 'Nobody decided in time: its number was removed',
}

const state: Readonly<Record<EntryState, string>> = {
  due: 'About to register',
  ordering: 'About to register',
  ordered: 'Ordered',
  known: 'Nothing to do',
  held: 'To decide',
  refused: 'Refused',
}

const became: Readonly<Partial<Record<Outcome, string>>> = {
  PASS: 'Registered',
  OWED: 'Registration waits',
  running: 'Registering',
  FAIL: 'Registration failed',
  ERROR: 'Registration failed',
}

export const intake = {
  title: 'Inbox',
  source,
  trust,
  evidence,
  why,
  state,
  /** What became of it: of an ordered registration, what its job says. */
  became: (at: EntryState, outcome: Outcome | undefined) => (outcome && became[outcome]) ?? state[at],
  none: 'Nothing has come in yet.',
  noneLead: 'Tills, the self-service page, the network and the voice prompt bring devices here.',
  noMatch: 'No entry fits.',
  noMatchLead: 'Search for a part of an identity, of a number or of a reference.',
  total: (shown: number, total: number) =>
    shown === total ? count(total, 'entry', 'entries') : `${number(shown)} of ${count(total, 'entry', 'entries')}`,
  waiting: (held: number) => (held === 0 ? 'Nothing to decide' : `${number(held)} to decide`),
  search: 'Scan or type to search',
  searchLabel: 'Search the inbox',
  filter: 'State',
  filters: { all: 'All', held: 'To decide', ordered: 'Accepted', refused: 'Refused' },
  columns: { source: 'Source', device: 'Device', became: 'State' },
  more: 'Older entries',
  at: clock,
  day,
  moment: (time: Parameters<typeof day>[0]) => `${day(time)}, ${clock(time)}`,
  detail: 'One entry',
  fields: {
    source: 'From',
    trust: 'Trust',
    phone: 'Number',
    reference: 'Reference',
    times: 'Came in',
    said: 'Reason given',
    seen: 'Noticed',
  },
  noPhone: 'No number',
  times: (times: number, at: number) =>
    times === 1 ? `Once, at ${clock(at)}` : `${number(times)} times, last at ${clock(at)}`,
  bench: 'Training',
  decide: {
    lead: 'Register it if you know it to be true, else refuse it.',
    allow: 'Register it',
    refuse: 'Refuse it',
    reason: 'Reason, kept with the entry',
    needs: 'Say why in a few words.',
    cancel: 'Cancel',
    overtaken: 'This was decided elsewhere in the meantime.',
  },
}
