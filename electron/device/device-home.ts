// The file in which a simulated device keeps what it remembers, for its owner alone.
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type DeviceMemory, emptyDeviceMemory } from '../../shared/device/memory'
import { memoryOfText, textOfMemory } from '../../shared/device/memory-text'
import { Failed } from '../../shared/failure'

/** Without the file it is a new device. Fails with `disk.failed`. */
export function recall(path: string): DeviceMemory {
  const text = onDisk(path, 'read', () => readIfThere(path))
  if (text === undefined) return emptyDeviceMemory
  try {
    return memoryOfText(text)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    throw new Failed({ code: 'disk.failed', path, reason: 'it is not what a device writes there' })
  }
}

/** Whole or not at all. */
export function remember(path: string, memory: DeviceMemory): void {
  onDisk(path, 'written', () => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeFileSync(`${path}.part`, textOfMemory(memory), { mode: 0o600 })
    chmodSync(`${path}.part`, 0o600)
    renameSync(`${path}.part`, path)
  })
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function onDisk<T>(path: string, done: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new Failed({ code: 'disk.failed', path, reason: `cannot be ${done} (${String(error.code)})` })
  }
}
