import { Notice } from '../parts/notice'
import { useNow } from '../parts/now'
import { text } from '../text'
import { useReaders } from './store'

const words = text.readers

/** Said instead of readers: that they are looked for, that none is there, or that none answers, and since when. */
export function ServiceNotice() {
  const { service, readers, downSince } = useReaders()
  const now = useNow()
  if (service === 'down')
    return <Notice kind="error" what={words.down(now - (downSince ?? now))} below={words.downLead} />
  if (service === 'starting') return <Notice kind="note" what={words.starting} below={words.startingLead} />
  if (readers.length === 0) return <Notice kind="act" what={words.none} below={words.noneLead} />
  return null
}
