// What the columns of a key file mean.
import { fromHex } from '../../shared/bytes'
import { type Secret, secret } from '../../shared/secret'
import type { Scp03Keys } from '../card/key'
import { parseKey } from './adm'
import type { OpenCell } from './column-keys'
import { unusable } from './private-file'
import type { AdmName } from './reference'
import type { KeyForm } from './source'
import type { Row } from './table'

type Columns = { readonly asTold: readonly string[]; readonly inHex: readonly string[] }

/** `ADM1` in the form that the key source says, `ADM1_HEX` in hex; PIN_ADM is an older name of the first. */
const columnsOf = (adm: AdmName): Columns => {
  const names = adm === 'ADM1' ? [adm, 'PIN_ADM'] : [adm]
  return { asTold: names, inHex: names.map((name) => `${name}_HEX`) }
}

/** The administrative keys that a key file has columns for. */
export const hasAdm = (columns: readonly string[], adm: AdmName): boolean =>
  Object.values(columnsOf(adm)).some((names) => names.some((name) => columns.includes(name)))

/** Eight bytes, or undefined where the row has none. Fails with `key.unusable`, which never holds what is in a cell. */
export async function admIn(
  row: Row,
  adm: AdmName,
  form: KeyForm | undefined,
  open: OpenCell,
): Promise<Secret<Uint8Array> | undefined> {
  const { asTold, inHex } = columnsOf(adm)
  const found: Uint8Array[] = []
  for (const column of [...asTold, ...inHex]) {
    const cell = row.cells[column] ?? ''
    const text = await open({ column, iccid: row.iccid, text: cell })
    const isAsItStands = text === cell
    if (text !== '')
      found.push(keyOf(text, inHex.includes(column) ? 'hex' : form, { column, line: row.line, isAsItStands }))
  }
  const [key, ...others] = found
  if (others.some((other) => Buffer.compare(other, key ?? other) !== 0))
    throw unusable(`line ${row.line} has two different keys ${adm}`)
  return key && secret(key)
}

type Where = { readonly column: string; readonly line: number; readonly isAsItStands: boolean }

function keyOf(text: string, form: KeyForm | undefined, { column, line, isAsItStands }: Where): Uint8Array {
  const where = `column ${column} in line ${line}`
  if (form === undefined && /^([0-9a-f]{16}|[0-9a-f]{32})$/i.test(text))
    throw unusable(
      `${where} has ${text.length} hex digits; call it ${column}_HEX, or say what they are with --key-form`,
    )
  const looksEncrypted = isAsItStands && text.length > 16 && /^([0-9a-f]{2})+$/i.test(text)
  const parsed = parseKey(form ?? 'ascii', form === 'hex' ? withoutBlockPadding(text) : withoutFiller(text))
  if ('problem' in parsed && looksEncrypted)
    throw unusable(`${where} looks encrypted; name the file with its key with --column-keys`)
  if ('problem' in parsed) throw unusable(`${where}: ${parsed.problem}`)
  return parsed.key
}

/** Eight bytes that were filled up to a cipher block: with FF, with 00, or as PKCS#7 or ISO/IEC 7816-4 say. */
const withoutBlockPadding = (text: string): string =>
  text.replace(/^([0-9a-f]{16})(f{16}|0{16}|(08){8}|80{15})$/i, '$1')

/** Characters that were filled up with F to be encrypted as hex. */
const withoutFiller = (text: string): string => (text.length > 8 ? text.replace(/f+$/i, '') : text)

/** SCP03 keys of a row: SCP03_ENC_, _MAC_ and _DEK_ with a suffix, or UICC_SCP03_KIC1, _KID1 and _KIK1. */
export async function scp03In(row: Row, suffix: string | undefined, open: OpenCell): Promise<Scp03Keys | undefined> {
  const names = scp03Names(Object.keys(row.cells), suffix)
  if (!names) return undefined
  const key = async (column: string): Promise<Secret<Uint8Array> | undefined> => {
    const text = await open({ column, iccid: row.iccid, text: row.cells[column] ?? '' })
    if (text === '') return undefined
    if (!/^([0-9a-f]{32}|[0-9a-f]{48}|[0-9a-f]{64})$/i.test(text))
      throw unusable(`column ${column} in line ${row.line} is not a key of 16, 24 or 32 bytes in hex`)
    return secret(fromHex(text))
  }
  const [enc, mac, dek] = [await key(names.enc), await key(names.mac), await key(names.dek)]
  if (!enc || !mac) return undefined
  return { version: versionOf(row, names.version), enc, mac, ...(dek && { dek }) }
}

type Scp03Names = { readonly enc: string; readonly mac: string; readonly dek: string; readonly version: string }

function scp03Names(columns: readonly string[], asked: string | undefined): Scp03Names | undefined {
  const suffixes = columns.flatMap((name) => /^SCP03_ENC_(.+)$/.exec(name)?.[1] ?? [])
  if (asked === undefined && suffixes.length > 1)
    throw unusable(`there are SCP03 keys ${suffixes.join(' and ')}; say which with --key-scp03`)
  const suffix = asked?.toUpperCase() ?? suffixes[0]
  if (suffix !== undefined && suffixes.includes(suffix))
    return {
      enc: `SCP03_ENC_${suffix}`,
      mac: `SCP03_MAC_${suffix}`,
      dek: `SCP03_DEK_${suffix}`,
      version: `SCP03_KVN_${suffix}`,
    }
  if (suffix !== undefined || !columns.includes('UICC_SCP03_KIC1')) return undefined
  return { enc: 'UICC_SCP03_KIC1', mac: 'UICC_SCP03_KID1', dek: 'UICC_SCP03_KIK1', version: 'UICC_SCP03_KVN1' }
}

/** Two hex digits; 0, which leaves the choice to the card, where there is no such column. */
function versionOf(row: Row, column: string): number {
  const text = row.cells[column] ?? ''
  if (!/^[0-9a-f]{0,2}$/i.test(text)) throw unusable(`column ${column} in line ${row.line} is not two hex digits`)
  return Number.parseInt(text || '0', 16)
}
