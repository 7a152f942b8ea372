import { formats, type LintWords, lintOf, named } from '../lint'
import { stated } from '../reason'
import { bytes, day, number } from './figures'
import { reason } from './reason'

const whose = { client: 'des Geräts', server: 'des Servers' } as const
const who = { client: 'das Gerät', server: 'der Server' } as const

const sentences: LintWords = {
  'client-missing': ({ server }) =>
    `Das Konto bei ${server} hat ein Geheimnis des Servers, aber keines des Geräts: Es kann sich nicht anmelden. credentials.client ergänzen.`,
  'no-sign-in': ({ server }) =>
    `Das Konto bei ${server} gibt dem Gerät nichts zum Anmelden; es braucht ein eigenes Zertifikat oder credentials.client.`,
  'nonce-missing': ({ server, who: of, type }) =>
    type === 'HMAC'
      ? `Mit HMAC wird schon die erste Nachricht signiert, und ${who[of]} hat dafür bei ${server} keine Nonce; eine ergänzen.`
      : `Ohne erste Nonce muss ${who[of]} bei ${server} erst herausgefordert werden, bevor der Digest zählt; eine ergänzen.`,
  'secret-in-clear': ({ server, who: of, type }) =>
    `Mit ${type} wird bei ${server} das Geheimnis ${whose[of]} selbst gesendet; DIGEST weist es nach, ohne es zu senden.`,
  'level-unfit': ({ server, who: of, type }) =>
    `${type} meldet bei einem Webserver an; DM 1.2 verlangt für das Geheimnis ${whose[of]} bei ${server} etwas anderes. Ein Gerät kann das Konto ablehnen.`,
  'secret-unused': ({ server, who: of, type }) =>
    `Mit ${type} wird bei ${server} kein Geheimnis ${whose[of]} gebraucht; es steht umsonst auf der Karte.`,
  'windows-both': ({ server }) =>
    `Ein Gerät mit Windows nimmt kein Konto ohne beide Geheimnisse; ${server} braucht credentials.client und credentials.server.`,
  'windows-digest': ({ server, type }) =>
    `Bei einem Gerät mit Windows weist sich ein Server nur mit DIGEST aus; ${server} hat ${type}.`,
  'secret-not-text': ({ server }) =>
    `Dieses Format trägt Geheimnisse als Text, und eines für ${server} hat Zeichen, die keiner sind.`,
  'same-for-all': ({ server }) =>
    `Jedes Gerät bekommt dasselbe Geheimnis für ${server}; ein abgeleitetes oder mitgebrachtes gehört nur ihm.`,
  'secret-repeated': ({ server, first }) =>
    `Das Konto bei ${server} hat ein Geheimnis zweimal, zuerst in ${first}; wer eines erfährt, hat beide.`,
  'secret-short': ({ server, bytes: length }) => `Das Geheimnis für ${server} hat ${bytes(length)}; empfohlen sind 16.`,
  'secret-guessable': ({ server }) => `Das Geheimnis für ${server} lässt sich erraten.`,
  'no-tls': ({ server, url }) =>
    `Die Adresse von ${server} hat kein TLS, auf das sich ein Gerät verlassen könnte: ${url}. Es muss https ohne Benutzernamen sein.`,
  'port-disagrees': ({ server, port }) =>
    `Port ${port} passt nicht zu https, dessen üblicher Port 443 ist; ${server} wird dort kaum antworten.`,
  'address-is-ip': ({ server, address }) =>
    `Die Adresse von ${server} ist die Nummer ${address}; Zertifikate gelten für Namen.`,
  'trust-not-said': ({ server }) =>
    `Die Vorlage sagt nicht, woran ein Gerät das Zertifikat von ${server} erkennt; trust ergänzen.`,
  'certificate-ended': ({ server, at }) =>
    `Das Zertifikat des Geräts für ${server} ist am ${day(at)} abgelaufen: ${server} lässt es nicht ein.`,
  'certificate-early': ({ server, at }) => `Das Zertifikat des Geräts für ${server} gilt erst ab ${day(at)}.`,
  'address-type': ({ address, type }) => `Die Adresse ${address} ist nicht ${type}.`,
  'proxy-port': ({ address, port }) => `Die Adresse des Proxys ${address} und sein Port ${port} widersprechen sich.`,
  'port-unfit': ({ port }) => `Der Port ${port} des Proxys ist keiner; es muss eine Zahl von 1 bis 65535 sein.`,
  'access-point-missing': () => 'Es gibt keinen Zugangspunkt; das Gerät muss schon einen haben.',
  'apn-unusual': ({ apn }) => `${apn} ist kein Name, den ein Netz einem Zugangspunkt gibt.`,
  'vendor-config': () => 'Viele Geräte lehnen wegen VENDORCONFIG das ganze Dokument ab.',
  'session-in-file': ({ server }) =>
    `Einem Gerät darf in einer Werksdatei nicht gesagt werden, dass es ${server} sofort rufen soll.`,
  'right-unknown': ({ server, moid, near }) =>
    `Ein Verwaltungsobjekt ${moid} ist nicht bekannt; ${
      near === undefined ? `${server} bekommt damit kein Recht` : `es gibt ${near}`
    }.`,
  'device-type': ({ type, types }) => `Diese Vorlage ist für Geräte mit ${types}; dieses hat ${type}.`,
  'device-tac': ({ tac }) => `Diese Vorlage ist nicht für das Modell dieses Geräts, ${tac}.`,
  'dev-id-not-reported': ({ devId, reports }) =>
    `Der Server würde auf ${devId} warten, das Gerät meldet sich aber mit ${reports}.`,
  'dev-id-spelling': ({ devId, reports }) =>
    `Dem Server wird ${devId} genannt, das Gerät schreibt ${reports}; der Server muss beides für dasselbe halten.`,
  'reports-unfit': ({ reports, types }) => `Kein Gerät mit ${types} meldet sich mit ${reports}.`,
  'too-large': ({ needBytes, haveBytes }) =>
    `Die Nachricht hat ${bytes(needBytes)}; Platz ist für ${number(haveBytes)}.`,
  'card-holds-other': ({ onCard, format }) =>
    `Auf der Karte steht eine Nachricht in ${named(onCard)}; ein Gerät, das diese liest, wird ${named(format)} nicht lesen.`,
  'variable-unused': ({ name }) => `Die Variable ${name} wird verlangt und nirgends gebraucht.`,
  'proof-not-carried': ({ server, fields }) =>
    `DM 2.0 hat keinen Platz für ${fields} von ${server}: Der Server weist sich durch TLS aus, und das Gerät meldet sich darin an.`,
  'access-point-not-carried': ({ server, accessPoint }) =>
    `DM 2.0 sagt nicht, dass ${server} über den Zugangspunkt ${accessPoint} erreicht wird; das Gerät wählt.`,
  'rights-not-carried': ({ server, format }) => `${formats[format]} trägt nicht, welche Rechte ${server} hat.`,
  'notification-not-carried': ({ server, format }) =>
    `${formats[format]} trägt die Einstellungen der Benachrichtigungen für ${server} nicht.`,
  'proxy-not-carried': ({ server, proxy, format }) =>
    `${formats[format]} trägt den Proxy ${proxy} nicht, über den ${server} erreicht wird.`,
  'windows-not-carried': ({ server, format }) =>
    `${formats[format]} trägt die Parameter von ${server} für Windows nicht.`,
  'session-not-carried': ({ server, format }) =>
    `${formats[format]} verlangt nicht sofort eine Sitzung mit ${server}; die erste beginnt ein Gerät von selbst.`,
  'login-not-carried': ({ accessPoint, format }) =>
    `${formats[format]} trägt die Anmeldung am Zugangspunkt ${accessPoint} nicht.`,
  'part-not-carried': ({ part, format }) =>
    part === 'cp'
      ? `${formats[format]} hat nichts von dem, was die Vorlage nur für Client Provisioning sagt.`
      : `${formats[format]} trägt keine Proxys.`,
  'key-missing': () =>
    'Diese Station hat keinen Auftragsschlüssel, um Geheimnisse abzuleiten; in station.json als batchKeyFile nennen oder die Übungsstation starten.',
  'not-made': ({ reason: told }) => stated('Die Nachricht lässt sich nicht bilden', reason(told)),
}

export const lint = lintOf(sentences)
