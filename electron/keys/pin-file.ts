import type { Secret } from '../../shared/secret'
import { onlyLine } from './key-file'
import { parseCardPin } from './pins'
import { readPrivateHead, unusable } from './private-file'
import { createKeyTable } from './table'

/** Undefined where there is none for this card. */
export type PinOfCard = (iccid: string | undefined) => Promise<Secret<Uint8Array> | undefined>

/** As they are called beside PUK1 and ADM1 in a key file, and for short. */
const COLUMNS = ['PIN1', 'PIN']
const HEAD_BYTES = 4096

/**
 * PINs in a file that is its owner's alone: one line for all cards, or CSV with a row for each ICCID. Looked up when a
 * card wants its PIN, and not kept. Fails with `request.invalid` and `key.unusable`, which never hold what is in the file.
 */
export function pinsIn(path: string): PinOfCard {
  const table = createKeyTable(path)
  return async (iccid) => {
    const forAll = pinForAll(path)
    if (forAll) return forAll
    const row = iccid === undefined ? undefined : await table.rowOf(iccid)
    const column = COLUMNS.find((name) => row?.cells[name])
    if (!row || column === undefined) return undefined
    try {
      return parseCardPin(row.cells[column] ?? '')
    } catch {
      throw unusable(`column ${column} in line ${row.line} is not a PIN of 4 to 8 digits`)
    }
  }
}

/** Undefined where the first line names columns. Fails with `request.invalid` on a file of neither kind. */
export function pinForAll(path: string): Secret<Uint8Array> | undefined {
  const head = readPrivateHead(path, HEAD_BYTES)
  const [first = ''] = head.split(/[\r\n]/)
  return /\biccid\b/i.test(first) ? undefined : parseCardPin(onlyLine(head, path, 'PIN'))
}
