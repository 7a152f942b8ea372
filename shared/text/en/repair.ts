import type { JobRecord } from '../../job'
import { clock, count, day } from './figures'
import { identity } from './identity'
import { records } from './records'

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** The repair bench: a card that came back, what becomes of it, and the life of its device. */
export const repair = {
  insert: 'Insert a card that came back.',
  insertLead: 'Or scan a device, a card, a job or a phone number: its whole life is shown.',
  choose: 'Which card?',
  chooseLead: 'Press the number of its reader.',
  written: (at: string, device: string) => `It was written here on ${day(at)} for ${identity.device(device)}.`,
  elsewhere: 'This station has not written it.',
  namedIn: (device: string) => `It is made out to ${identity.device(device)}.`,
  obeys: (servers: readonly string[]) => `A device would obey ${list.format(servers)}.`,
  obeysNobody: 'A device would obey nobody by it.',
  torn: 'It came half written.',
  unreadable: 'What is on it does not read as a message.',
  registered: (at: number, state: keyof typeof records.registration) =>
    `${records.registration[state]} since ${day(at)}`,
  unregistered: 'Not registered by this company',
  unheard: 'The DM Server does not answer: as this station heard last',
  lifeOf: (device: string) => `The life of ${identity.device(device)}`,
  lifeOfCard: (iccid: string) => `The life of card ${identity.iccid(iccid)}`,
  noLife: 'Nothing is known of it here.',
  lifeLabel: 'Its life so far',
  earlier: (events: number) => `${count(events, 'event', 'events')} before`,
  wholeLife: 'Whole life',
  onBench: 'On this bench',
  at: (at: number) => `${day(at)}, ${clock(at)}`,
  event: {
    job: records.kinds as Readonly<Record<JobRecord['kind'], string>>,
    registration: records.registration,
    intake: 'Came in',
    before: 'Before',
    after: 'After',
    nobody: 'Nobody',
    gaveBack: (device: string) => `Gave back ${identity.device(device)}`,
  },
  columns: { at: 'Time', what: 'What', of: 'Device and card', before: 'Before', after: 'After' },
  device: 'Device',
  deviceWanted: 'Scan the device that it is for',
  deviceIsHolder: 'It was for this device before.',
  deviceIsNew: (holder: string) => `${identity.device(holder)} is given back for it.`,
  template: 'Template',
  templateWanted: 'Choose a template',
  changes: (changed: number, all: number) =>
    changed === 0
      ? 'Nothing changes'
      : `${changed} of ${count(all, 'setting', 'settings')} ${changed === 1 ? 'changes' : 'change'}`,
  now: 'On the card now',
  alike: (settings: number) => count(settings, 'more setting', 'more settings'),
  alikeBoth: 'The same on both sides',
  lacking: 'Not there',
  hidden: 'Another secret',
  across: 'The card holds another format: what a device gets from both is compared.',
  setting: {
    server: 'DM Server',
    address: 'Address',
    name: 'Name',
    'sign-in': 'Device signs in as',
    'device-secret': 'Secret of the device',
    'server-name': 'Server signs in as',
    'server-secret': 'Secret of the server',
    nonce: 'Nonce',
    port: 'Port',
    'access-point': 'Access point',
  },
  promise: 'All or nothing: all is checked before anything is changed, and what is stopped goes on from there.',
  rebootstrap: 'Re-bootstrap this card',
  add: 'Add this server to those on the card',
  obeysNow: (from: string) => `This card obeys ${from} now. Hold the button for a second to replace it.`,
  replace: (from: string, to: string) => `Replace ${from} by ${to}`,
  replaceAgain: 'Press once more to replace it',
  starting: 'Starting',
  again: 'Read again',
  look: 'Look at the card again',
  next: 'Next card',
  back: 'Back',
}
