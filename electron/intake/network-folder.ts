import { setImmediate as turn } from 'node:timers/promises'
import { detectionOf } from '../../shared/intake/detection'
import { type BadRow, type Row, readRows } from '../../shared/intake/rows'
import type { Detections } from './detections'
import { createFolder, type Folder, rowsATurn } from './folder'

const mostBytes = 16_000_000

/** Detections in files, a part of a file at a time, each written down before the next. */
export function createNetworkFolder(dir: string, detections: Detections, log: (line: string) => void): Folder {
  const take = async (rows: readonly Row[]): Promise<readonly BadRow[]> => {
    if (rows.length === 0) return [{ line: 0, reason: 'there is no event in it' }]
    const bad: BadRow[] = []
    for (let from = 0; from < rows.length; from += rowsATurn) {
      const read = readRows(rows.slice(from, from + rowsATurn), detectionOf)
      const found = read.good.map(({ value }) => value)
      for (let at = 0; at < found.length; ) {
        const { taken, folded } = detections.add(found.slice(at), 'network-file')
        at += taken + folded
        await detections.settled()
      }
      bad.push(...read.bad)
      // Whoever else comes to the station has a turn between the parts.
      await turn()
    }
    return bad
  }
  return createFolder({ dir, mostBytes, take, log })
}
