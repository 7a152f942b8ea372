import type { Text } from '../text'
import { clock, day } from './figures'

export const conflicts: Text['conflicts'] = {
  title: 'Konflikte',
  view: 'Was gezeigt wird',
  views: { told: 'Geräte' },
  tab: (waiting: number) => (waiting === 0 ? 'Konflikte' : `Konflikte (${waiting})`),
  none: 'Kein Gerät ist strittig.',
  noneLead: 'Ein Gerät, das eine andere Firma am DM-Server registriert hat, wartet hier auf eine Entscheidung.',
  columns: { device: 'Gerät', at: 'Versucht', decided: 'Entscheidung' },
  undecided: 'Zu entscheiden',
  setAside: 'Zurückgestellt',
  detail: 'Ein Konflikt',
  at: clock,
  day,
  taken: 'Der DM-Server kennt dieses Gerät schon als das eines anderen. Unseres wurde nicht registriert.',
  sent: 'Was wir verlangt haben',
  held: 'Was der Server hat',
  asking: 'Der DM-Server wird gefragt.',
  others: 'Nichts von uns: Eine andere Firma hat es, und der Server sagt nicht, welche.',
  decided: {
    'register-again': 'Jemand hat noch einmal gefragt.',
    'keep-theirs': 'Jemand hat es ihnen gelassen.',
    'set-aside': 'Jemand hat es zurückgestellt. Bis jemand entscheidet, wird nichts gefragt.',
  },
  act: { 'register-again': 'Durch unseres ersetzen', 'keep-theirs': 'Ihres lassen', 'set-aside': 'Zurückstellen' },
  actLead:
    'Ersetzen gibt zurück, was wir von dem Gerät haben, und fragt noch einmal: Es gelingt, sobald die andere Firma es freigegeben hat. Jede Entscheidung steht im Protokoll des Vorgangs.',
  source: {
    pos: 'Kasse',
    factory: 'Fertigung',
    web: 'Selbstbedienung',
    network: 'Netz',
    dtmf: 'Sprachansage',
    client: 'Das Gerät selbst',
  },
  fields: {
    state: 'Stand',
    card: 'Karte',
    since: 'Seit',
    id: 'Registrierung',
    devId: 'Das Gerät nennt sich',
    source: 'Quelle',
    phone: 'Nummer',
    template: 'Vorlage',
    format: 'Format',
  },
}
