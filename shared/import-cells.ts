// What a row of a list says: which column is the device, which are variables, and what is wrong with a cell.
import { Failed } from './failure'
import { type DeviceId, parseDevice } from './identity/device'
import { fitsLuhn } from './identity/luhn'
import { readScan } from './identity/scan'
import type { ImportFinding } from './import'
import type { Asked } from './template/variables'
import { faultOf } from './template/variables'

/** A cell as text; a spreadsheet's formula has none that can be trusted. */
export type Cell = string | { readonly is: 'formula' }
/** `row` counts from 1, as a spreadsheet shows it. */
export type ListRow = { readonly row: number; readonly cells: readonly Cell[] }

export type Column = { readonly at: number; readonly name: string }
export type Columns = {
  readonly device: Column
  readonly variables: readonly (Column & { readonly asked: Asked })[]
  /** Names of those that nothing is taken from. */
  readonly unused: readonly string[]
  readonly hasHead: boolean
}

const mostChars = 1024
/** What a spreadsheet makes of a long number: `3.56938E+14`. */
const isRounded = (text: string): boolean => /^\d([.,]\d+)?e\+?\d+$/i.test(text)
/** And that number written out again. One device in a thousand ends so, and then its check digit fits. */
const isCutOff = (text: string): boolean => /^\d{12}000$/.test(text)
/** A phone number begins with a plus and is none. */
const isFormula = (text: string): boolean => /^[=@]/.test(text) || /^[+-](?![\d ]+$)/.test(text)

export const textOf = (cell: Cell | undefined): string => (typeof cell === 'string' ? cell.trim() : '')

/** Quick for the usual one, and whatever a scanner may say for the others. Undefined where it is no device. */
export function deviceIn(text: string): DeviceId | 'check-digit' | undefined {
  if (/^\d{15}$/.test(text)) return fitsLuhn(text) && !/^0+$/.test(text) ? parseDevice(`imei:${text}`) : 'check-digit'
  if (text.length < 8 || text.length > 128) return undefined
  const scan = readScan(text)
  if (scan.kind === 'device') return scan.device
  return scan.kind === 'check-digit' && scan.of !== 'eid' ? 'check-digit' : undefined
}

const looksLikeDevice = (cell: Cell): boolean => {
  const text = textOf(cell)
  return !/^\d{16}$/.test(text) && deviceIn(text) !== undefined
}

/** A, B and so on, as over the columns of a spreadsheet. */
export const letterOf = (at: number): string =>
  at < 26 ? String.fromCharCode(65 + at) : letterOf(Math.floor(at / 26) - 1) + letterOf(at % 26)

type Why = 'empty' | 'no-device' | 'several-devices' | 'no-column' | 'rounded' | 'twice-named'
const unfit = (path: string, why: Why, column?: string): Failed =>
  new Failed({ code: 'list.unfit', path, why, ...(column !== undefined && { column }) })

/**
 * From the first rows. What `said` does not name is found: the device by content, a variable by the name at the head of its
 * column. Fails with `list.unfit` where there is no device, or more than one column of them.
 */
export function columnsOf(
  path: string,
  sample: readonly ListRow[],
  asked: readonly Asked[],
  said: Readonly<Record<string, string>> = {},
): Columns {
  const [first] = sample
  if (!first) throw unfit(path, 'empty')
  const hasHead = !first.cells.some(looksLikeDevice)
  const width = Math.max(...sample.map(({ cells }) => cells.length))
  const names = Array.from({ length: width }, (_, at) => (hasHead && textOf(first.cells[at])) || letterOf(at))
  const same = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase()
  const named = (wanted: string): Column => {
    if (names.filter((name) => same(name, wanted.trim())).length > 1) throw unfit(path, 'twice-named', wanted)
    const number = Number(wanted) - 1
    const at = names.findIndex((name) => same(name, wanted.trim()))
    const found = at >= 0 ? at : number
    const name = names[found]
    if (name === undefined) throw unfit(path, 'no-column', wanted)
    return { at: found, name }
  }
  const unknown = Object.keys(said).find((what) => what !== 'device' && !asked.some(({ name }) => name === what))
  if (unknown !== undefined) throw unfit(path, 'no-column', unknown)
  const device =
    said.device === undefined ? deviceColumn(path, sample.slice(hasHead ? 1 : 0), names) : named(said.device)
  const variables = asked.flatMap((one) => {
    const column = said[one.name]
    if (column !== undefined) return [{ ...named(column), asked: one }]
    const [at, again] = hasHead ? names.flatMap((name, at) => (same(name, one.name) ? [at] : [])) : []
    if (again !== undefined) throw unfit(path, 'twice-named', one.name)
    return at === undefined || at === device.at ? [] : [{ at, name: names[at] ?? '', asked: one }]
  })
  const used = [device, ...variables].map(({ at }) => at)
  return { device, variables, hasHead, unused: names.filter((_, at) => !used.includes(at)) }
}

/** The one that holds devices; of several or none, the one whose head says so, so that each row of it is told. */
function deviceColumn(path: string, rows: readonly ListRow[], names: readonly string[]): Column {
  const holding = names.flatMap((name, at) => {
    const cells = rows
      .map(({ cells }) => cells[at] ?? '')
      .filter((cell) => textOf(cell) !== '' || typeof cell !== 'string')
    const devices = cells.filter(looksLikeDevice).length
    return cells.length > 0 && devices * 2 >= cells.length ? [{ at, name }] : []
  })
  const [only, another] = holding
  if (!only) {
    const rounded = names.find((_, at) => rows.length > 0 && rows.every(({ cells }) => isRounded(textOf(cells[at]))))
    if (rounded !== undefined) throw unfit(path, 'rounded', rounded)
    const [said, again] = names.map((name, at) => ({ at, name })).filter(isSaid)
    if (!said || again || rows.length === 0) throw unfit(path, 'no-device')
    return said
  }
  if (!another) return only
  const [chosen, again] = holding.filter(isSaid)
  if (!chosen || again) throw unfit(path, 'several-devices', holding.map(({ name }) => name).join(', '))
  return chosen
}

const isSaid = ({ name }: Column): boolean => /^(device|imei|imei ?1|meid)$/i.test(name)

export type ReadRow = {
  readonly device: DeviceId
  readonly variables: Readonly<Record<string, string>>
  readonly secrets: Readonly<Record<string, string>>
}

/** A row, or the first thing that is wrong with it. */
export function readRow({ row, cells }: ListRow, { device, variables }: Columns): ReadRow | ImportFinding {
  const wrong = (what: ImportFinding['what'], column: Column, text = ''): ImportFinding => ({
    row,
    column: column.name,
    what,
    ...(text !== '' && { value: maskedEnd(text) }),
  })
  const faulty = [device, ...variables].find(({ at }) => cells[at] !== undefined && faultIn(cells[at]) !== undefined)
  if (faulty) return wrong(faultIn(cells[faulty.at]) ?? 'malformed', faulty)
  const text = textOf(cells[device.at])
  if (text === '') return wrong('missing', device)
  const found = deviceIn(text)
  if (found === 'check-digit') return wrong(isCutOff(text) ? 'rounded' : 'check-digit', device, text)
  if (found === undefined) return wrong(isRounded(text) ? 'rounded' : 'malformed', device, text)
  const values: Record<string, string> = {}
  const secrets: Record<string, string> = {}
  for (const column of variables) {
    const { name, variable } = column.asked
    const value = textOf(cells[column.at])
    if (value === '' && variable.default !== undefined) continue
    if (value === '') return wrong('missing', column)
    const isSecret = variable.type === 'secret'
    // Not even the end of a secret is told.
    if (faultOf(variable, value) !== undefined) return wrong('malformed', column, isSecret ? '' : value)
    ;(isSecret ? secrets : values)[name] = value
  }
  return { device: found, variables: values, secrets }
}

function faultIn(cell: Cell | undefined): 'formula' | 'too-long' | undefined {
  if (cell === undefined) return undefined
  if (typeof cell !== 'string' || isFormula(cell.trim())) return 'formula'
  return cell.length > mostChars ? 'too-long' : undefined
}

/** Enough to find it again, and no more. */
export const maskedEnd = (text: string): string => (text.length > 6 ? `…${text.slice(-4)}` : '…')
