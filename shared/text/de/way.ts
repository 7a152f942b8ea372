import type { Text } from '../text'

export const otherCard = 'Diese Karte beiseitelegen und eine andere einlegen.'
export const resume = 'Danach den Vorgang fortsetzen.'

/** What to do now and what happens then, where a failure has no words of its own for it. */
export const way: Text['way'] = {
  'fix-reader': {
    doNow: 'Das Kabel des Lesers prüfen.',
    goOn: 'Er kommt von selbst zurück; dann den Vorgang fortsetzen.',
  },
  wait: { doNow: 'Das andere Programm beenden oder darauf warten.', goOn: resume },
  'same-card': {
    doNow: 'Dieselbe Karte wieder einlegen.',
    goOn: 'Dann den Vorgang fortsetzen: Er geht weiter, wo er war.',
  },
  'other-card': { doNow: otherCard, goOn: 'Dann mit demselben Gerät weitermachen.' },
  'set-aside': {
    doNow: 'Diese Karte beiseitelegen.',
    goOn: 'Dann mit demselben Gerät und einer anderen Karte weitermachen.',
  },
  'check-key': {
    doNow: 'Vor der nächsten Karte prüfen, ob der Kartenschlüssel zu diesen Karten gehört.',
    goOn: 'Die Station probiert diesen Schlüssel an dieser Karte nicht wieder.',
  },
  'other-bundle': {
    doNow: 'Keine Nachricht daraus nehmen. Beim Ersteller ein unversehrtes verlangen.',
    goOn: 'Danach jenes prüfen.',
  },
  'other-target': {
    doNow: 'Das Ziel nehmen, für das dieser Auftrag ist.',
    goOn: 'Danach das Bündel noch einmal ablegen.',
  },
  'correct-template': { doNow: 'Die Vorlage berichtigen.', goOn: 'Danach das Gerät noch einmal scannen.' },
  'correct-request': { doNow: 'Berichtigen und noch einmal versuchen.', goOn: 'Nichts wurde geschrieben.' },
  automatic: { doNow: 'Nichts: Die Station versucht es von selbst wieder.', goOn: 'Die Arbeit kann weitergehen.' },
  ask: { doNow: 'Die Technik rufen.', goOn: 'Nichts ist verloren.' },
  'export-log': {
    doNow: 'Die Karte aufheben und ihr Protokoll exportieren.',
    goOn: 'Eine andere Karte kann geschrieben werden.',
  },
  'start-again': {
    doNow: 'Das Gerät scannen, um neu zu beginnen.',
    goOn: 'Was bisher getan ist, bleibt im Protokoll.',
  },
}
