// The file in which a simulated device keeps what it remembers, for its owner alone.
import { type DeviceMemory, emptyDeviceMemory } from '../../shared/device/memory'
import { memoryOfText, textOfMemory } from '../../shared/device/memory-text'
import { Failed } from '../../shared/failure'
import { readText, writeWhole } from '../whole-file'

/** Without the file it is a new device. Fails with `disk.failed`. */
export function recall(path: string): DeviceMemory {
  const text = readText(path)
  if (text === undefined) return emptyDeviceMemory
  try {
    return memoryOfText(text)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    throw new Failed({ code: 'disk.failed', path, reason: 'it is not what a device writes there' })
  }
}

/** Whole or not at all. Fails with `disk.failed`. */
export const remember = (path: string, memory: DeviceMemory): void => writeWhole(path, textOfMemory(memory))
