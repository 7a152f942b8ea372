import type { Text } from '../text'
import { day } from './figures'

export const certificate: Text['certificate'] = {
  title: 'Zertifikat für den DM-Server',
  by: {
    bench: 'Von der Übungsstation ausgestellt. Sein Schlüssel ist nur zum Üben.',
    enrolment: 'Der DM-Server hat es durch Anmeldung (EST) ausgestellt.',
    hand: 'Jemand hat es hinterlegt; station.json nennt es.',
    nobody: 'Diese Station hat keines: Nichts kann registriert werden.',
  },
  nextStart: 'Ein Zertifikat wurde ausgestellt. Es gilt ab dem nächsten Start der Station.',
  renew: 'Jetzt erneuern',
  enrol: 'Zertifikat holen',
  enrolAgain: 'Anderes Zertifikat holen',
  fields: {
    name: 'Diese Station ist',
    server: 'DM-Server',
    lasts: 'Gilt',
    renews: 'Erneuert',
    custody: 'Sein Schlüssel liegt',
  },
  lasts: (from: number, until: number) => `${day(from)} bis ${day(until)}`,
  byHand: 'von dem, der es ausgestellt hat',
  renewsAt: (at: number) => `von selbst, ab ${day(at)}`,
  custody: {
    keychain:
      'In einer Datei nur ihres Besitzers, unter einer Passphrase, die der Schlüsselbund dieses Rechners versiegelt hat. Nur dieses Fenster benutzt sie.',
    'passphrase-file': 'In einer Datei nur ihres Besitzers, unter einer Passphrase aus einer anderen Datei.',
    'passphrase-variable': 'In einer Datei nur ihres Besitzers, unter einer Passphrase aus der Umgebung.',
    plain: 'In einer Datei nur ihres Besitzers, unverschlüsselt: Wer sie liest, ist diese Station.',
  },
  url: 'Adresse',
  urlHint: 'Wie vom Betreiber des DM-Servers genannt: https://…',
  ca: 'Stellen, an denen der Server erkannt wird',
  caHint: 'Eine PEM-Datei.',
  secret: 'Geheimnis, einmal gültig',
  secretHint: 'Eine Zeile, Name:Geheimnis. Es wird einmal gesendet und nirgends behalten.',
  keyIn: 'Was den Schlüssel öffnet',
  keyInHint: 'Der Schlüssel selbst liegt verpackt in server.pem im Verzeichnis der Station.',
  noKeychain:
    'Dieser Rechner hat keinen Schlüsselbund, den dieses Programm benutzen kann; die Passphrase muss also in einer Datei stehen. Token (PKCS #11) gehen dafür nicht: TLS kann hier nicht mit ihnen unterschreiben.',
  custodies: (keychain = '') => ({
    keychain: `Schlüsselbund (${keychain})`,
    'passphrase-file': 'Passphrase in einer Datei',
    plain: 'Nichts (Übung)',
  }),
  phraseFile: 'Datei mit der Passphrase',
  phraseHint: 'Ihre erste Zeile. Am besten auf einem anderen Datenträger.',
  ask: 'Zertifikat holen',
  asking: 'Der Server wird gefragt',
  cancel: 'Lassen',
  pick: 'Auswählen …',
}
