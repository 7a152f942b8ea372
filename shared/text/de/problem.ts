import type { ProblemType } from '../../registration/problem-kinds'

const titles: Readonly<Record<ProblemType, string>> = {
  'certificate-refused': 'das Zertifikat ist nicht von der Zertifizierungsstelle dieses Servers',
  'request-malformed': 'die Anfrage ist kein JSON',
  'request-invalid': 'die Anfrage ist nicht so, wie die Schnittstelle sie vorsieht',
  'idempotency-key-missing': 'die Anfrage hat keinen Idempotency-Key',
  'ticket-exhausted': 'dieses Kontingent an Registrierungen ist aufgebraucht',
  'bootstrap-refused': 'für dieses Gerät gibt es keinen Bootstrap',
  'not-found': 'dort ist nichts',
  'method-not-allowed': 'das geht hier nicht',
  'not-acceptable': 'in keiner verlangten Form gibt es eine Antwort',
  'identity-claimed': 'das Gerät ist schon registriert',
  'still-running': 'die Lieferung ist noch nicht fertig',
  'body-too-large': 'die Anfrage ist zu lang',
  'media-unsupported': 'die Anfrage hat eine Form, die dort nicht gelesen wird',
  'identity-invalid': 'kein Gerät hat diese Kennung',
  'devid-mismatch': 'die DevID ist keine der Kennungen',
  'template-unknown': 'der Server kennt diese Vorlage nicht',
  'idempotency-key-reused': 'der Idempotency-Key gehört zu einer anderen Anfrage',
  'sink-refused': 'der Empfänger der Meldungen hat nicht zugestimmt',
  'state-refused': 'das kann auf den Stand der Registrierung nicht folgen',
  'rate-limited': 'zu viele Anfragen',
  'server-broken': 'der Server hat einen Fehler',
  maintenance: 'der Server wird gewartet',
}

export const problem = (kind: ProblemType): string => titles[kind]
