import type { Scan } from '../../shared/identity/scan'
import { Notice } from '../parts/notice'
import { text } from '../text'

const words = text.wizard.scan

/** Why a scan was not taken, and what to do. */
export function ScanRefused({ scan }: { readonly scan: Scan }) {
  switch (scan.kind) {
    case 'device':
      return null
    case 'check-digit':
      return <Notice kind="fail" what={words.checkDigit} below={words.checkDigitDo} />
    case 'iccid':
      return <Notice kind="note" what={words.isCard} below={words.isCardDo} />
    case 'unknown':
      return <Notice kind="fail" what={words.unknown} below={words.unknownDo} />
  }
}
