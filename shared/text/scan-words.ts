import type { Doubt } from '../identity/doubt'
import type { Scan } from '../identity/scan'
import { en } from './en'
import type { Text } from './text'

/** `fail` was misread or is nothing; `note` is something else than was asked for. */
export type ScanWords = { readonly kind: 'fail' | 'note'; readonly what: string; readonly below: string }

/** Why a scan is not the device that was asked for, and what to do; undefined if it is one. */
export function wordsOfScan(scan: Scan, text: Text = en): ScanWords | undefined {
  const words = text.scan.refused
  switch (scan.kind) {
    case 'device':
      return undefined
    case 'check-digit':
      return { kind: 'fail', what: words.checkDigit, below: whereToLook(scan.doubts, text) }
    case 'several':
      return { kind: 'note', what: words.several, below: words.severalDo }
    case 'iccid':
      return { kind: 'note', what: words.card, below: words.cardDo }
    case 'eid':
    case 'phone':
      return { kind: 'note', what: words[scan.kind], below: words.scanDevice }
    case 'product':
      return { kind: 'note', what: words.product[scan.what], below: words.scanDevice }
    case 'command':
      return { kind: 'note', what: words.command, below: words.commandDo }
    case 'damaged':
      return { kind: 'fail', what: words.damaged, below: words.damagedDo }
    case 'layout':
      return { kind: 'fail', what: words.layout(scan.scanner, scan.computer), below: words.layoutDo(scan.computer) }
    case 'unknown':
      return { kind: 'fail', what: words.unknown, below: words.unknownDo }
  }
}

/** What to do, and where to look. */
function whereToLook(doubts: readonly Doubt[], { scan }: Text): string {
  const words = scan.refused
  if (doubts.length === 0) return words.checkDigitDo
  const places = doubts.map(({ at, read, maybe }) =>
    (read.length === 2 ? words.swapped : words.misread)(at + 1, read, maybe),
  )
  return `${words.checkDigitDo} ${words.compare(places)}`
}
