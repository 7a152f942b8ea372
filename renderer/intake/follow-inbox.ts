import { coalesced } from '../jobs/coalesced'
import { usePlace } from '../place/store'
import { station } from '../station/client'
import { followAlways } from '../station/follow'
import { searchIntake } from './search'
import { olderLeft, useIntake } from './store'

/** The inbox is searched only while somebody looks at it, and begins with its newest page each time. */
export function followInbox(): void {
  const search = coalesced(searchIntake)
  const searchSeen = () => {
    if (usePlace.getState().place === 'intake') search()
  }
  void followAlways('arrivals', () => station.intake.changes(), searchSeen)
  usePlace.subscribe(({ place }, before) => {
    if (place === before.place) return
    if (before.place === 'intake') olderLeft()
    searchSeen()
  })
  useIntake.subscribe((now, before) => {
    if (now.text !== before.text || now.filter !== before.filter || now.limit !== before.limit) searchSeen()
  })
}
