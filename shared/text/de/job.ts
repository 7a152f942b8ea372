import type { Text } from '../text'
import { bytes, clock, count, seconds, span } from './figures'

export const phase: Text['phase'] = {
  compose: { name: 'Bilden', does: 'Bildet die Nachricht und vergleicht sie mit der geprüften' },
  prepare: { name: 'Vorbereiten', does: 'Legt die Dateien an, die eine Nachricht und ihr Verzeichnis brauchen' },
  write: { name: 'Schreiben', does: 'Schreibt die Nachricht auf die Karte, ihren Anfang zuletzt' },
  verify: { name: 'Prüfen', does: 'Liest nach einem Kaltstart jedes Byte zurück' },
  rehearse: { name: 'Proben', does: 'Tut, was ein Gerät beim Einschalten tut' },
  check: { name: 'Vorprüfen', does: 'Sieht nach Schlüssel, Platz und DM-Server, bevor etwas geändert wird' },
  blank: { name: 'Leeren', does: 'Leert jede Bootstrap-Datei, damit nichts Altes bleibt' },
  release: { name: 'Zurückgeben', does: 'Gibt eine Registrierung an den DM-Server zurück' },
  transfer: { name: 'Übergeben', does: 'Übergibt die Registrierung einer anderen Firma am DM-Server' },
  register: { name: 'Registrieren', does: 'Meldet dieses Gerät dem DM-Server' },
}

export const outcome: Text['outcome'] = {
  running: 'LÄUFT',
  PASS: 'GUT',
  OWED: 'WARTET',
  FAIL: 'SCHLECHT',
  ERROR: 'STÖRUNG',
  CANCELLED: 'ANGEHALTEN',
  INTERRUPTED: 'UNTERBROCHEN',
}

export const job: Text['job'] = {
  leaveIn: 'Karte stecken lassen.',
  leaveInLead: 'Sie darf heraus, sobald es hier steht.',
  mayLeave: 'Die Karte ist fertig.',
  mayLeaveLead: 'Sie darf heraus. Die Station meldet das Gerät dem DM-Server.',
  mayLeaveNote: 'Die Registrierung geht von selbst weiter.',
  stop: 'Sicher anhalten',
  stopping: 'Hält nach dieser Phase an',
  slipped: 'Rutscht die Karte heraus, wieder einlegen. Der Vorgang geht weiter, wo er war.',
  phaseOf: (at, all) => `Phase ${at} von ${all}`,
  took: seconds,
  elapsed: span,
  sized: bytes,
  notRun: 'nicht gelaufen',
  interruptedIn: 'unterbrochen',
  torn: {
    write: 'Die Karte ging beim Schreiben heraus. Ein Gerät liest sie als leer, bis sie fertig ist.',
    blank: 'Die Karte ging beim Leeren heraus. Ein Gerät kann noch eine Nachricht darauf finden.',
    prepare: 'Die Karte ging beim Vorbereiten heraus. Ein Gerät liest sie wie zuvor, bis sie fertig ist.',
    register: '',
    rebootstrap:
      'Die Karte ging beim Neuaufsetzen heraus. Bis sie fertig ist, findet ein Gerät darauf, was vorher da war, oder nichts.',
    release: '',
    transfer: '',
  },
  unproven: 'Die Karte ging nach dem Schreiben heraus, bevor sie zurückgelesen war.',
  tornDo: 'Die Karte ist nicht fertig: den Vorgang mit derselben Karte fortsetzen.',
  found: {
    torn: 'Diese Karte kam halb geschrieben. Sie wurde neu geschrieben.',
    private: 'Ein Gerät fragt seinen Benutzer nach der PIN, bevor es diese Karte liest.',
    unlisted:
      'EF(DIR) nennt die Anwendung nicht: Ein Gerät, das dort zuerst sucht, findet nichts. Vorbereiten der Karte ergänzt sie.',
    emptied: 'Jede Bootstrap-Datei auf dieser Karte wurde geleert.',
    'empty-before': 'Jede Bootstrap-Datei auf dieser Karte war schon leer. Nichts war zu tun.',
    'entry-kept': 'Ein Eintrag in EF(DODF) blieb stehen, weil fremde Einträge folgen. Seine Datei ist leer.',
  },
  unread: 'Das Protokoll dieses Vorgangs ist nicht lesbar.',
  putBack: 'Dieselbe Karte wieder einlegen: Der Vorgang geht von selbst weiter.',
  interrupted: 'Die Station endete in diesem Vorgang.',
  interruptedDo: 'Seine Karte einlegen und den Vorgang fortsetzen.',
  lights: {
    written: { yes: 'Geschrieben', no: 'Nicht geschrieben', later: 'Noch nicht geschrieben' },
    verified: { yes: 'Geprüft', no: 'Nicht geprüft', later: 'Noch nicht geprüft' },
    registered: {
      yes: 'Registriert',
      no: 'Nicht registriert',
      owed: 'Noch nicht registriert',
      later: 'Noch nicht registriert',
    },
  },
  light: {
    written: (size) => (size === undefined ? 'Die Nachricht ist auf der Karte' : `${bytes(size)} auf der Karte`),
    sentToCard: 'Die Nachricht wurde an die Karte gesendet',
    notWritten: 'Auf die Karte wurde nichts geschrieben',
    partWritten: 'Die Karte ist nicht fertig',
    verified: 'Nach einem Kaltstart zurückgelesen, dann ohne Kartenschlüssel geprobt',
    notVerified: 'Nicht zurückgelesen',
    differs: 'Was zurückgelesen wurde, ist nicht, was geschrieben wurde',
    unusable: 'Zurückgelesen, doch ein Gerät könnte es nicht benutzen',
    registered: (server) => (server === undefined ? 'Vom DM-Server angenommen' : `Von ${server} angenommen`),
    pending: (attempts, next) => {
      const tried =
        attempts > 0 ? `Hier sicher verwahrt, ${count(attempts, 'Versuch', 'Versuche')}` : 'Hier sicher verwahrt'
      return next === undefined ? `${tried}, geht von selbst hinaus` : `${tried}, nächster Versuch ${clock(next)}`
    },
    queued: 'Angenommen, die Nachricht wartet auf das Senden',
    sent: 'Die Nachricht wurde gesendet',
    contacted: 'Das Gerät hat sich beim DM-Server gemeldet',
    managed: 'Das Gerät wird verwaltet',
    conflict: 'Jemand anders hat dieses Gerät registriert',
    rejected: 'Der DM-Server hat dieses Gerät abgelehnt',
    released: 'Zurückgegeben',
    notRegistered: 'Dem DM-Server wurde nichts gemeldet',
  },
}
