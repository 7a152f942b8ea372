import { count } from './figures'

/** The guided tour of the bench. */
export const tour = {
  begins: (url: string | undefined) =>
    `The tour begins: every way of bootstrap, every source of identity.${url ? ` Watch the devices arrive at ${url}` : ''}`,
  factory:
    'Factory: a signed bundle is laid into a device. It is switched on, checks the signature and meets its server.',
  smartcard: 'Smartcard: the station writes a card in a reader. The device reads it at power-on.',
  tls: 'Server-initiated, over TLS: the server learns where a device listens and comes to it. Each checks who the other is.',
  sources: {
    pos: 'Server-initiated, by SMS: a till sells the device. Its bootstrap comes as short messages, with a MAC from the card.',
    web: 'The same from the self-service page: a customer signs up, gets a code as a text message and types it in.',
    network: 'The same from the core network: it sees a new card in a new device and says so.',
    voice: 'The same from the voice prompt: a caller keys in the device’s number and confirms it.',
  },
  request: 'Client-initiated: a device with nothing asks its bootstrap server.',
  managed: (device: string, messages: number) =>
    `  ${device} is managed, after ${count(messages, 'message', 'messages')}.`,
  notManaged: (device: string, state: string, row: string) =>
    `  ${device}: the device says ${state}, the server says ${row}.`,
  card: {
    absent: 'The sequence: no card. Factory file, else bootstrap server.',
    empty: 'An empty card is as good as none.',
    torn: 'A card that was torn out while it was written reads as empty.',
    good: 'A good card comes first, whatever else there is.',
  },
  sequence: (card: string, factory: string, server: string, takes: string) =>
    `  card ${card}, factory file ${factory}, server ${server}: ${takes}`,
  is: (there: boolean) => (there ? 'there' : 'none'),
  refusals: 'Whoever is not trusted is refused, whichever way the message comes.',
  refused: (way: string, by: string, why: string) => `  ${way}, ${by}: ${why}`,
  removed: 'A card that is taken out takes its account along.',
  accounts: (before: number, after: number) =>
    `  ${count(before, 'account', 'accounts')} with the card, ${after} without it.`,
  wrong: (what: string) => `  This is not as it should be: ${what}`,
  ends: (devices: number, seconds: string) =>
    `The tour ends: ${count(devices, 'device', 'devices')} managed, ${seconds} s.`,
  crowd: (devices: number, seconds: string) =>
    `${count(devices, 'device', 'devices')} bootstrapped and had their first sessions in ${seconds} s.`,
} as const
