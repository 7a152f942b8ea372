import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

// PCSCLITE_MAX_READERS_CONTEXTS of every Linux build
export const mostReaders = 16
const slotsPerDriver = 2

/** A reader of the bench: its PC/SC name and the port its card connects to. */
export type VirtualReader = { readonly name: string; readonly port: number }

export const portsFor = (count: number): number => Math.ceil(count / slotsPerDriver) * slotsPerDriver

/**
 * The driver has two slots and keeps them in one static table for each file it is loaded from, so each pair of readers
 * gets a copy of the file. pcscd appends the number of the driver (always 00, the names differ) and of the slot:
 * `Bootstation 01-02 00 00` is reader 1, `Bootstation 01-02 00 01` reader 2, `Bootstation 03-04 00 00` reader 3.
 */
export const readerName = (number: number): string => {
  const first = number - ((number - 1) % slotsPerDriver)
  return `${pairName(first)} 00 0${number - first}`
}

export const virtualReaders = (count: number, firstPort: number): readonly VirtualReader[] =>
  Array.from({ length: count }, (_, at) => ({ name: readerName(at + 1), port: firstPort + at }))

/** Writes reader.conf and the copies of the driver into a directory; returns the directory of the configuration. */
export async function writeConf(directory: string, driver: string, count: number, firstPort: number): Promise<string> {
  const conf = join(directory, 'conf')
  await mkdir(conf, { recursive: true })
  const entries: string[] = []
  for (let at = 0; at < portsFor(count); at += slotsPerDriver) {
    const library = join(directory, `vpcd-${at / slotsPerDriver}.so`)
    await copyFile(driver, library)
    const device = `/dev/null:${firstPort + at}`
    entries.push(
      `FRIENDLYNAME "${pairName(at + 1)}"\nDEVICENAME ${device}\nLIBPATH ${library}\nCHANNELID ${firstPort + at}\n`,
    )
  }
  await writeFile(join(conf, 'bench'), entries.join('\n'))
  return conf
}

const twoDigits = (value: number): string => String(value).padStart(2, '0')

const pairName = (first: number): string => `Bootstation ${twoDigits(first)}-${twoDigits(first + 1)}`
