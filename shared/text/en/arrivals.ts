import type { Source } from '../../registration/schema'
import type { RegistrationState } from '../../registration/state'
import { number } from './figures'

/** The page on which one sees the devices of a bench arrive. */
export const arrivals = {
  language: 'en',
  direction: 'ltr' as 'ltr' | 'rtl',
  number,
  title: 'Devices arrive',
  what: 'Who said so, which way the bootstrap takes, and how far each device has come, since the bench was opened.',
  heads: { source: 'Known from', way: 'Bootstrap by', state: 'Stands at' },
  source: {
    pos: 'Point of sale',
    factory: 'Factory',
    web: 'Self-service page',
    network: 'Core network',
    dtmf: 'Voice prompt',
    client: 'The device',
  } satisfies Record<Source, string>,
  way: {
    smartcard: 'Smartcard',
    factory: 'Factory file',
    tls: 'Push over TLS',
    sms: 'Push by SMS',
    request: 'Own request',
  },
  state: {
    received: 'Received',
    accepted: 'Accepted',
    queued: 'Queued',
    sent: 'Sent',
    contacted: 'Contacted',
    managed: 'Managed',
    conflict: 'Conflict',
    rejected: 'Rejected',
    released: 'Given back',
  } satisfies Record<RegistrationState, string>,
  languages: 'Language',
  all: 'Devices',
  map: 'The path each device took',
  timeline: 'The last quarter of an hour',
  latest: 'The latest, newest first',
  registered: 'Registered',
  utc: (time: string) => `${time} UTC`,
  curves: (registered: string, managed: string) => `${registered} registered, ${managed} of them managed`,
  columns: ['Device', 'Known from', 'Bootstrap by', 'Stands at', 'Registered, UTC', 'Its way since'],
  nobody: 'Nobody yet. Register a device, or take the tour in another terminal: npx bootstation bench tour',
  seconds: (seconds: number) => `${seconds.toFixed(2)} s`,
  trouble: (what: string) => `A push did not go: ${what}`,
}

export type ArrivalsWords = typeof arrivals
