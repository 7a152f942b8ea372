import { useEffect, useState } from 'react'
import type { JobRecord } from '../../shared/job'
import { useStation } from '../station/store'

const patienceMs = 2500

/**
 * Whether a verdict can be shown. A DM Server usually answers at once: for a moment the job stays on the screen, so
 * that WAIT does not flash before PASS. Where the server is known to be away, nobody waits for it.
 */
export function useSettled(record: JobRecord | undefined): boolean {
  const isAway = useStation(({ state }) => state?.server.state === 'unreachable')
  const isOwed = record?.outcome === 'OWED'
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    setLate(false)
    const waited = setTimeout(() => setLate(isOwed), patienceMs)
    return () => clearTimeout(waited)
  }, [isOwed])
  if (isOwed) return isAway || isLate
  return record !== undefined && record.outcome !== 'running'
}
