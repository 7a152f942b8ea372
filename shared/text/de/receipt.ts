import type { Text } from '../text'
import { clock, day } from './figures'

export const receipt: Text['receipt'] = {
  title: { PASS: 'Ihr Gerät ist eingerichtet', WAIT: 'Ihr Gerät wird eingerichtet' },
  training: 'Übung. Dieser Beleg ist nichts wert.',
  device: 'Gerät',
  deviceEnds: (type, end) => `${type} endet auf ${end}`,
  server: 'Betreut von',
  shop: 'Geschäft',
  when: 'Wann',
  time: (at) => `${day(at)}, ${clock(at)}`,
  number: 'Beleg',
  numbered: (number) => `R ${number}`,
  card: 'Karte',
  cardEnds: (end) => `Endet auf ${end}`,
  proven: 'Nachgewiesen',
  facts: {
    written: 'Auf die Karte geschrieben und zurückgelesen',
    rehearsed: 'Ein Gerät würde mit dieser Karte starten',
    registered: 'Beim DM-Server registriert',
    waiting: 'Noch nicht registriert: geht von selbst weiter',
  },
  check: 'Scannen, um diesen Beleg zu prüfen. Er enthält keine Rufnummer und keine Schlüssel.',
  saved: (path) => `Es gibt keinen Drucker. Der Beleg liegt in ${path}`,
  printed: (printer) => `An ${printer} geschickt`,
  good: 'Die Signatur stimmt: Dieser Beleg ist so, wie die Station ihn signiert hat.',
  isTraining: 'Er stammt von einer Übungsstation und ist nichts wert.',
  line: (name, value) => `${name.padEnd(12)} ${value}`,
}
