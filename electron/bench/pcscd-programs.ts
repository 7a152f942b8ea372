import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from './run'

/** What is installed of PC/SC on this machine, as far as the bench needs it. */
export type PcscPrograms = {
  readonly pcscd: string
  /** The compiled-in directory of the daemon's socket. */
  readonly ipcDir: string
  /** Where it looks for drivers of USB readers, which are not the bench's. */
  readonly usbDropDir: string
  readonly driver: string
  /** Options this version needs. */
  readonly options: readonly string[]
}

const places = ['/usr/sbin/pcscd', '/usr/bin/pcscd', '/sbin/pcscd', '/usr/local/sbin/pcscd']

/** Undefined unless both the daemon and the driver of the virtual reader are there. */
export async function findPcsc(): Promise<PcscPrograms | undefined> {
  for (const pcscd of places) {
    const told = await run(pcscd, ['--version'])
    if (told?.code === 0) return programsOf(pcscd, told.output)
  }
  return undefined
}

async function programsOf(pcscd: string, version: string): Promise<PcscPrograms | undefined> {
  const usbDropDir = version.match(/usbdropdir=(\S+)/)?.[1] ?? '/usr/lib/pcsc/drivers'
  const ipcDir = version.match(/ipcdir=(\S+)/)?.[1] ?? '/run/pcscd'
  const serial = join(usbDropDir, 'serial')
  const name = (await readdir(serial).catch(() => [])).find((entry) => entry.startsWith('libifdvpcd.so'))
  if (!name) return undefined
  // from version 2 on the daemon asks polkit, which a private one must not
  const options = /\bpolkit\b/.test(version) ? ['--disable-polkit'] : []
  return { pcscd, ipcDir, usbDropDir, driver: join(serial, name), options }
}
