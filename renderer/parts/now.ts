import { useEffect, useState } from 'react'

const tickMs = 1000

/** The time, once a second, for the age of what waits. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), tickMs)
    return () => clearInterval(ticking)
  }, [])
  return now
}
