import { Notice } from '../parts/notice'
import { useStation } from '../station/store'
import { text } from '../text'

/** Without a card key no card can be written; said before one is scanned for nothing. */
export function NoCardKey() {
  const isMissing = useStation(({ state }) => state?.hasCardKey === false)
  return isMissing ? <Notice kind="error" what={text.station.noCardKey} below={text.station.noCardKeyDo} /> : null
}
