import { wordsOfScan } from '../../shared/text/scan-words'
import { Notice } from '../parts/notice'
import { text } from '../text'
import { useHeard } from './heard'

/** Over every page: why a scan did nothing. */
export function HeardNotice() {
  const scan = useHeard((view) => view.scan)
  const words = scan && wordsOfScan(scan, text)
  if (words === undefined) return null
  return (
    <div className="across">
      <Notice {...words} />
    </div>
  )
}
