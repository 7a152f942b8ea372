import { count } from './figures'

/** The story of a device that looks for its bootstrap, a sentence each. */
export const device = {
  way: {
    smartcard: 'Smartcard',
    factory: 'Factory file',
    server: 'Bootstrap server',
    push: 'Over the air',
  },
  tried: (way: 'smartcard' | 'factory' | 'server' | 'push', result: string, why: string | undefined) =>
    `${device.way[way]}: ${result}${why === undefined ? '' : `, ${why}`}.`,
  obeys: (server: string, url: string) => `The device obeys ${server} at ${url}.`,
  obeysNobody: 'The device has no DM account.',
  waits: 'The device waits.',
  listens: (address: string) => `The device listens at ${address}, until it is ended.`,
  isPhone: (number: string) => `The device is on, as the phone ${number}, until it is ended.`,
  asksAgain: (time: string) => `It asks the bootstrap server again at ${time}.`,
  met: (server: string, messages: number) =>
    `${server} has met the device, in ${count(messages, 'message', 'messages')} of it.`,
  notMet: (server: string, why: string) => `The session with ${server} did not come about: ${why}.`,
  sessionCounts: 'A session is real: the server now counts this device as one that has come.',
}
