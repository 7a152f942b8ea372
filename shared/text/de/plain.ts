import { stated } from '../reason'
import type { Text } from '../text'

export const plain: Text['plain'] = {
  mismatch: 'Die Karte enthält nicht, was auf sie geschrieben wurde.',
  refused: 'Die Karte hat abgelehnt, was die Station von ihr wollte.',
  needsPin: 'Diese Karte ist nur mit PIN lesbar: Ein Gerät würde seinen Benutzer danach fragen.',
  disk: (why) => stated('Eine Datei der Station lässt sich nicht lesen oder schreiben', why),
}
