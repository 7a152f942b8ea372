import { Notice } from '../parts/notice'
import { useStation } from '../station/store'
import { text } from '../text'
import { TypedKey } from './typed-key'

const where = 'station.json, "cardKeys" or "admFile"'

/** Without a card key no card can be written; said before one is scanned for nothing. */
export function NoCardKey() {
  const isMissing = useStation(({ state }) => state?.hasCardKey === false)
  const wanted = useStation(({ state }) => state?.wanted)
  if (isMissing)
    return <Notice kind="error" what={text.station.noCardKey} below={text.station.noCardKeyDo} detail={where} />
  return wanted ? <TypedKey what={wanted} /> : null
}
