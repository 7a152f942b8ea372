import { useStation } from './store'

const againMs = 5000

/** What could not be read is asked again, each by the name it is read under, until it can be. */
export function readAgain(asks: Readonly<Record<string, () => Promise<void>>>): void {
  setInterval(() => {
    const { connection, unread } = useStation.getState()
    if (connection === 'up') for (const what of unread.keys()) void asks[what]?.()
  }, againMs)
}
