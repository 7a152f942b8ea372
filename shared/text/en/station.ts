import { clock, count } from './figures'

export const station = {
  name: 'Bootstation',
  places: {
    wizard: 'One card',
    readers: 'Readers',
    records: 'Records',
    composer: 'Composer',
    intake: 'Inbox',
    line: 'Line',
    counter: 'Counter',
    settings: 'Settings',
    help: 'Keys',
  },
  placesLabel: 'Places',
  bench: 'Training bench.',
  benchLead: 'These cards, readers and this server are not real. Nothing here is counted.',
  server: {
    unknown: 'DM Server not asked yet',
    reachable: 'DM Server reachable',
    unreachable: 'DM Server does not answer',
  },
  serverSince: (at: number) => `DM Server does not answer since ${clock(at)}`,
  noServer: 'No DM Server set up',
  owed: (owed: number) => (owed === 0 ? 'Nothing waits' : `${count(owed, 'registration', 'registrations')} waiting`),
  owedTitle: 'The DM Server does not answer. Work can go on.',
  owedLead: (owed: number) =>
    owed === 0
      ? 'Registrations are kept safe on this station and go out by themselves.'
      : `${count(owed, 'registration is', 'registrations are')} kept safe on this station and go out by themselves.`,
  noCardKey: 'No card key is set up.',
  noCardKeyDo: 'Say in station.json where it is, "cardKeys" or "admFile", and start the station again.',
  typeKey: {
    'card-key': { label: 'Card key', takes: '4 to 8 characters, or hex: and 16 digits.', keep: 'Use this key' },
    'token-pin': {
      label: 'PIN of the token with the card keys',
      takes: 'It is given to the token once.',
      keep: 'Use this PIN',
    },
    lead: 'A supervisor types it. It stays in memory until the station is closed.',
  },
  connecting: 'The station is starting.',
  lost: 'The window lost the station.',
  lostDo: 'It connects again by itself. Running jobs are not touched.',
  bug: 'Something went wrong in the station itself.',
  bugDo: 'Load the window again. Running jobs are not touched.',
  loadAgain: 'Load again',
  keys: { enter: 'Enter', escape: 'Esc', delete: 'Del' },
  help: {
    title: 'Keys',
    close: 'Close',
    rows: [
      ['Enter', 'goes on'],
      ['Esc', 'goes back, or stops a job between two phases'],
      ['1 to 9', 'choose a template or a reader; on the readers page, show its card'],
      ['Scanner', 'a scan is taken whatever has the focus'],
      ['F1', 'shows these keys'],
      ['F2', 'one card'],
      ['F3', 'readers'],
      ['F4', 'records'],
      ['F5', 'composer'],
      ['F6', 'line and its batches: a number opens a lane'],
      [
        'F7',
        'prepares the card on the review; shows a secret in the composer, with a reason; in the inbox, registers what waits',
      ],
      [
        'F8',
        'same device again, after a job that did not pass; in the composer, compares; in the inbox, refuses; elsewhere goes to the job that waits, and resumes it',
      ],
      ['F9', 'inbox: devices that tills, customers and the network told of'],
      ['F10', 'counter: a customer’s phone, from its box to the receipt'],
      ['F12', 'settings: language, hands, sound'],
    ] satisfies readonly (readonly [string, string])[],
  },
  closing: {
    title: 'A card is being written.',
    lead: 'The window closes as soon as the card is safe. Leave the card in.',
    stay: 'Keep working',
    wait: 'Close when the card is safe',
  },
}
