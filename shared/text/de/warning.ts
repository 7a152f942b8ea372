import { warningOf } from '../warning'
import { lint } from './lint'

export const warning = warningOf(lint, {
  parts: {
    'credentials.server': 'das Geheimnis des Servers',
    'credentials.client.nonce': 'die erste Nonce des Geräts',
    notification: 'die Einstellungen der Benachrichtigungen',
  },
  credentials: (server, part) => `Dieses Format trägt ${part} für ${server} nicht.`,
  proxy: (server, proxy) => `Dieses Format trägt den Proxy ${proxy} nicht, über den ${server} erreicht wird.`,
  login: (accessPoint) => `Dieses Format trägt die Anmeldung am Zugangspunkt ${accessPoint} nicht.`,
  rights: (server) => `Dieses Format trägt nicht, welche Rechte ${server} hat.`,
})
