import { type ScanWords, wordsOfScan } from '../../shared/text/scan-words'
import { Notice } from '../parts/notice'
import { text } from '../text'
import { useHeard } from './heard'

const unguarded: ScanWords = { kind: 'note', what: text.scan.unguarded, below: text.scan.unguardedDo }

/** Over every page: why a scan did nothing. */
export function HeardNotice() {
  const scan = useHeard((view) => view.scan)
  if (scan === undefined) return null
  return (
    <div className="across">
      <Notice {...(wordsOfScan(scan, text) ?? unguarded)} />
    </div>
  )
}
