// Columns of a key file that are encrypted, each under a transport key of its own (GSMA FS.28).
import { fromHex } from '../../shared/bytes'
import { type Secret, secret } from '../../shared/secret'
import { en } from '../../shared/text/en'
import { boundTo, type Cell, type CellMode, openSealed, partsOf, textOf } from './cell-cipher'
import { readPrivate, unusable } from './private-file'
import type { Token } from './token'

export type ColumnKey = {
  readonly column: string
  readonly mode: CellMode
  readonly key: { readonly bytes: Secret<Uint8Array> } | { readonly label: string }
}

/** The text of a cell as it was before it was encrypted. */
export type OpenCell = (cell: Cell) => Promise<string>

/** Names that stand for the columns of one key set, as pySim has them. */
const groups: Readonly<Record<string, readonly string[]>> = {
  UICC_SCP02: ['UICC_SCP02_KIC1', 'UICC_SCP02_KID1', 'UICC_SCP02_KIK1'],
  UICC_SCP03: ['UICC_SCP03_KIC1', 'UICC_SCP03_KID1', 'UICC_SCP03_KIK1'],
  SCP03_ISDR: ['SCP03_ENC_ISDR', 'SCP03_MAC_ISDR', 'SCP03_DEK_ISDR'],
  SCP03_ISDA: ['SCP03_ENC_ISDA', 'SCP03_MAC_ISDA', 'SCP03_DEK_ISDA'],
  SCP03_ECASD: ['SCP03_ENC_ECASD', 'SCP03_MAC_ECASD', 'SCP03_DEK_ECASD'],
}

/** Lines of `COLUMN:HEX`, `COLUMN:gcm:HEX` or `COLUMN:gcm:token:LABEL`. Fails with `key.unusable`, which never holds a key. */
export function readColumnKeys(path: string): readonly ColumnKey[] {
  return readPrivate(path)
    .split(/\r?\n/)
    .map((line, at) => ({ line: line.trim(), at: at + 1 }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'))
    .flatMap(({ line, at }) => {
      const [, name = '', mode = 'cbc', digits, label] =
        /^([\w-]+):(?:(gcm|cbc|ecb):)?(?:([0-9a-f]{32}|[0-9a-f]{48}|[0-9a-f]{64})|token:(.+))$/i.exec(line) ?? []
      if (name === '')
        throw unusable(`line ${at} of ${path} is not COLUMN:KEY, with a key of 16, 24 or 32 bytes in hex`)
      const key = digits === undefined ? { label: label ?? '' } : { bytes: secret(fromHex(digits)) }
      const column = name.toUpperCase()
      return (groups[column] ?? [column]).map((each) => ({ column: each, mode: modeOf(mode), key }))
    })
}

function modeOf(mode: string): CellMode {
  const lower = mode.toLowerCase()
  return lower === 'gcm' || lower === 'ecb' ? lower : 'cbc'
}

export type OpenDeps = {
  readonly token: Pick<Token, 'decrypt'> | undefined
  readonly warn: (line: string) => void
}

/**
 * Opens cells with keys of a file, or inside the token that has them; a column without a key is as it stands there.
 * Warns once of columns that nobody can check.
 */
export function openCells(keys: readonly ColumnKey[], { token, warn }: OpenDeps): OpenCell {
  const unsure = keys.filter(({ mode }) => mode !== 'gcm').map(({ column }) => column)
  if (unsure.length > 0) warn(en.keys.unsure(unsure))
  return async ({ column, iccid, text }) => {
    const found = keys.find((key) => key.column === column)
    if (!found || text === '') return text
    const { mode, key } = found
    if (!/^([0-9a-f]{2})+$/i.test(text)) throw unusable(`a cell of the encrypted column ${column} is not hex`)
    const sealed = partsOf(mode, fromHex(text), boundTo(column, iccid))
    if ('bytes' in key) return textOf(mode, openSealed(sealed, key.bytes.reveal(), column))
    if (!token) throw unusable(`the key of column ${column} is in a token, and none is named`)
    return textOf(mode, await token.decrypt(key.label, sealed))
  }
}
