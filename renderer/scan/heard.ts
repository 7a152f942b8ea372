import { create } from 'zustand'
import type { DeviceId } from '../../shared/identity/device'
import type { Scan } from '../../shared/identity/scan'

/** What a scanner said that is no matter of the page that is shown. */
export const useHeard = create<{ readonly scan: Scan | undefined }>()(() => ({ scan: undefined }))

export const heard = (scan: Scan | undefined): void => useHeard.setState({ scan })

/** Whether this device was scanned just before. */
export function wasHeard(device: DeviceId): boolean {
  const { scan } = useHeard.getState()
  return scan?.kind === 'device' && scan.device === device
}
