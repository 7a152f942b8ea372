import { warningOf } from '../warning'
import { lint } from './lint'

export const warning = warningOf(lint, {
  parts: {
    'credentials.server': 'the secret of the server',
    'credentials.client.nonce': 'the first nonce of the device',
    notification: 'the settings of notifications',
  },
  credentials: (server, part) => `This format does not carry ${part} for ${server}.`,
  proxy: (server, proxy) => `This format does not carry the proxy ${proxy}, which ${server} is reached by.`,
  login: (accessPoint) => `This format does not carry the sign-in at the access point ${accessPoint}.`,
  rights: (server) => `This format does not carry which rights ${server} has.`,
})
