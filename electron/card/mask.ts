import { hex } from '../../shared/bytes'
import { hidden, shown } from '../../shared/trace'
import { decodeApdu } from './apdu'
import { classesIn } from './objects'

/** A command and its answer as a trace may keep them. */
export type Masked = { readonly c: string; readonly r: string }

/** What a trace keeps of the data of a command and of its answer: all of it, how much it was, or which of several it was. */
type Keep = 'all' | 'size' | 'sameness'
type Kept = { readonly data: Keep; readonly answer: Keep }

/** ETSI TS 102 221, table 10.5: instructions that name files and rights, and carry nothing that is secret. */
const open = [0xa4, 0xf2, 0x70, 0x84, 0xe0, 0xe4, 0xd4, 0x44, 0x04, 0x50]
/** READ and UPDATE BINARY, READ and UPDATE RECORD: it depends on the file. */
const fileContent = [0xb0, 0xd6, 0xb2, 0xdc]
const SELECT = 0xa4
const GET_RESPONSE = 0xc0

const EF_ODF = '5031'
/** EF.ICCID, EF.PL, EF.DIR, EF.ARR (of the MF and of an application), EF(ODF), EF(TokenInfo), EF(UnusedSpace). */
const openFiles = [
  '2FE2',
  '2F05',
  '2F00',
  '2F06',
  '6F06',
  EF_ODF,
  '5032',
  '5033',
  'SFI 02',
  'SFI 05',
  'SFI 06',
  'SFI 1E',
]

/**
 * Hides what is secret in the commands of one card, in the order in which they are sent: keys and whatever is inside a
 * secure channel wholly, the content of files but those that hold none. What is not known is hidden.
 */
export function createMask(
  tagOf: (bytes: Uint8Array) => string,
): (command: Uint8Array, response: Uint8Array) => Masked {
  /** The file selected on each logical channel; those that EF(ODF) names, and which of them are directories. */
  const selected = new Map<number, string>()
  const named = new Set<string>()
  const directories = new Set<string>()
  let last: Kept = { data: 'size', answer: 'size' }

  const keep = (how: Keep, bytes: Uint8Array): string => {
    if (bytes.length === 0) return ''
    if (how === 'all') return shown(bytes)
    return how === 'size' ? `[${bytes.length}]` : hidden(bytes, tagOf)
  }

  /** What was read of a directory that EF(ODF) names is told, as is a file of those that everybody may know. */
  const keepOf = (file: string, readAt: number | undefined, answer: Uint8Array): Keep => {
    if (readAt === 0 && file === EF_ODF)
      for (const { path } of classesIn(answer)) if (path) named.add(hex(path.subarray(-2)))
    if (openFiles.includes(file)) return 'all'
    if (readAt === 0 && named.has(file) && isDirectory(answer)) directories.add(file)
    else if (readAt === 0) directories.delete(file)
    return readAt !== undefined && directories.has(file) ? 'all' : 'sameness'
  }

  const keptOf = ({ cla, ins, p1, p2 }: ReturnType<typeof decodeApdu>, answer: Uint8Array): Kept => {
    if (isWrapped(cla)) return { data: 'size', answer: 'size' }
    if (ins === GET_RESPONSE) return last
    if (open.includes(ins)) return { data: 'all', answer: 'all' }
    if (!fileContent.includes(ins)) return { data: 'size', answer: 'size' }
    const isBinary = ins === 0xb0 || ins === 0xd6
    const isBySfi = isBinary && (p1 & 0x80) !== 0
    const file = isBySfi ? `SFI ${hex(Uint8Array.of(p1 & 0x1f))}` : (selected.get(channelOf(cla)) ?? '')
    const offset = isBySfi ? p2 : p1 * 256 + p2
    const how = keepOf(file, ins === 0xb0 ? offset : undefined, answer)
    return { data: how, answer: how }
  }

  return (command, response) => {
    const apdu = attempted(command)
    if (!apdu)
      return { c: `${hex(command.subarray(0, 4))}${keep('size', command.subarray(4))}`, r: keep('size', response) }
    const answer = response.subarray(0, -2)
    const sw = hex(response.subarray(-2))
    last = keptOf(apdu, answer)
    if (apdu.ins === SELECT && !isWrapped(apdu.cla) && /^(9|6[12])/.test(sw))
      selected.set(channelOf(apdu.cla), apdu.p1 === 0x04 ? '' : hex((apdu.data ?? new Uint8Array()).subarray(-2)))
    const { data } = apdu
    if (!data) return { c: hex(command), r: keep(last.answer, answer) + sw }
    const start = command.length - data.length - tailBytes(apdu, command)
    const c = hex(command.subarray(0, start)) + keep(last.data, data) + hex(command.subarray(start + data.length))
    return { c, r: keep(last.answer, answer) + sw }
  }
}

const channelOf = (cla: number): number => (cla & 0x40 ? 4 + (cla & 0x0f) : cla & 0x03)

/** ISO/IEC 7816-4, 5.1.1: secure messaging. A SIM has none. */
const isWrapped = (cla: number): boolean => cla !== 0xa0 && (cla & 0x40 ? (cla & 0x20) !== 0 : (cla & 0x0c) !== 0)

const tailBytes = ({ le }: { readonly le?: number }, command: Uint8Array): number => {
  if (le === undefined) return 0
  return command[4] === 0 ? 2 : 1
}

/** PKCS#15 v1.1, 6: begins with one whole object, a SEQUENCE or one of the choices of ODF and DODF, or a template. */
function isDirectory(bytes: Uint8Array): boolean {
  const [tag = 0, first = 0, second = 0] = bytes
  const isKnown = tag === 0x30 || tag === 0x61 || (tag >= 0xa0 && tag <= 0xa8)
  const end = first < 0x80 ? 2 + first : first === 0x81 ? 3 + second : 0
  return isKnown && end > 2 && end <= bytes.length
}

function attempted(command: Uint8Array) {
  try {
    return decodeApdu(command)
  } catch {
    return undefined
  }
}
