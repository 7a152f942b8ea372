import type { Scan } from '../../shared/identity/scan'
import { wordsOfScan } from '../../shared/text/scan-words'
import { Notice } from '../parts/notice'
import { text } from '../text'

/** Why a scan was not taken, and what to do. */
export function ScanRefused({ scan }: { readonly scan: Scan }) {
  const words = wordsOfScan(scan, text)
  return words && <Notice {...words} />
}
