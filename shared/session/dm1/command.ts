// Commands of a SyncML message: SyncML Representation Protocol 1.2 as OMA DM 1.2 uses it.
import { metinf, syncml } from '../../wbxml/syncml'
import {
  type Content,
  childNamed,
  childrenNamed,
  type Element,
  elementsOf,
  opaque,
  text,
  textOf,
} from '../../wbxml/tree'
import { type Chal, invalid, needed, numberIn, optional, readChal, textAt, writeChal } from './header'

/** What an item holds; an element is a document of its own, as TNDS. */
export type ItemData = string | Uint8Array | Element
export type Item = {
  readonly target?: string | undefined
  readonly source?: string | undefined
  readonly format?: string | undefined
  readonly type?: string | undefined
  readonly data?: ItemData | undefined
  /** Of all the pieces, in the first of them; another follows in the next message. */
  readonly size?: number | undefined
  readonly moreData?: true | undefined
}

const changes = ['Add', 'Copy', 'Delete', 'Exec', 'Get', 'Replace'] as const
const groups = ['Atomic', 'Sequence'] as const

export type Change = { readonly is: (typeof changes)[number]; readonly items: readonly Item[] }
export type Alert = { readonly is: 'Alert'; readonly code: number; readonly items: readonly Item[] }
export type Status = {
  readonly is: 'Status'
  readonly msgRef: string
  readonly cmdRef: string
  readonly cmd: string
  readonly targetRefs: readonly string[]
  readonly sourceRefs: readonly string[]
  readonly code: number
  readonly chal?: Chal | undefined
}
export type Results = {
  readonly is: 'Results'
  readonly msgRef: string
  readonly cmdRef: string
  readonly items: readonly Item[]
}
export type Group = { readonly is: (typeof groups)[number]; readonly commands: readonly Numbered[] }
/** A command DM has no use for, by its name. */
export type Other = { readonly is: 'other'; readonly tag: string }

export type Command = Change | Alert | Status | Results | Group | Other
/** A command under its CmdID. */
export type Numbered = { readonly id: string; readonly command: Command }

export const nameOf = (command: Command): string => (command.is === 'other' ? command.tag : command.is)

export function writeCommand({ id, command }: Numbered): Element {
  const start = syncml('CmdID', id)
  switch (command.is) {
    case 'Status':
      return syncml(
        'Status',
        start,
        syncml('MsgRef', command.msgRef),
        syncml('CmdRef', command.cmdRef),
        syncml('Cmd', command.cmd),
        ...command.targetRefs.map((ref) => syncml('TargetRef', ref)),
        ...command.sourceRefs.map((ref) => syncml('SourceRef', ref)),
        ...optional(command.chal, writeChal),
        syncml('Data', String(command.code)),
      )
    case 'Results':
      return syncml(
        'Results',
        start,
        syncml('MsgRef', command.msgRef),
        syncml('CmdRef', command.cmdRef),
        ...command.items.map(writeItem),
      )
    case 'Alert':
      return syncml('Alert', start, syncml('Data', String(command.code)), ...command.items.map(writeItem))
    case 'Atomic':
    case 'Sequence':
      return syncml(command.is, start, ...command.commands.map(writeCommand))
    case 'other':
      return syncml(command.tag, start)
    default:
      return syncml(command.is, start, ...command.items.map(writeItem))
  }
}

const writeItem = ({ target, source, format, type, data, size, moreData }: Item): Element =>
  syncml(
    'Item',
    ...optional(target, (uri) => syncml('Target', syncml('LocURI', uri))),
    ...optional(source, (uri) => syncml('Source', syncml('LocURI', uri))),
    ...(format === undefined && type === undefined && size === undefined
      ? []
      : [
          syncml(
            'Meta',
            ...optional(format, (name) => metinf('Format', name)),
            ...optional(type, (name) => metinf('Type', name)),
            ...optional(size, (bytes) => metinf('Size', String(bytes))),
          ),
        ]),
    ...optional(data, (content) => syncml('Data', contentOf(content))),
    ...(moreData ? [syncml('MoreData')] : []),
  )

function contentOf(data: ItemData): Content {
  if (typeof data === 'string') return text(data)
  return data instanceof Uint8Array ? opaque(data) : data
}

/** The commands of a body in their order, `Final` aside. One without a CmdID is `message.invalid`. */
export const readCommands = (body: Element): readonly Numbered[] =>
  elementsOf(body)
    .filter(({ tag }) => tag !== 'Final')
    .map((element) => ({ id: needed(textAt(element, 'CmdID'), `${element.tag}/CmdID`), command: readCommand(element) }))

function readCommand(element: Element): Command {
  const { tag } = element
  const change = changes.find((name) => name === tag)
  const group = groups.find((name) => name === tag)
  if (change !== undefined) return { is: change, items: itemsOf(element) }
  if (group !== undefined) return { is: group, commands: readCommands(withoutOwn(element)) }
  if (tag === 'Alert')
    return { is: 'Alert', code: numberIn(textAt(element, 'Data') ?? '', 'Alert/Data'), items: itemsOf(element) }
  if (tag === 'Status') return readStatus(element)
  if (tag === 'Results') return { is: 'Results', ...referenceIn(element), items: itemsOf(element) }
  return { is: 'other', tag }
}

/** What a group says of itself is no command of it. */
const withoutOwn = (element: Element): Element => ({
  ...element,
  children: elementsOf(element).filter(({ tag }) => !['CmdID', 'Meta', 'NoResp'].includes(tag)),
})

const referenceIn = (element: Element) => ({
  msgRef: textAt(element, 'MsgRef') ?? '',
  cmdRef: textAt(element, 'CmdRef') ?? (textAt(element, 'Cmd') === 'SyncHdr' ? '0' : ''),
})

const readStatus = (element: Element): Status => ({
  is: 'Status',
  ...referenceIn(element),
  cmd: textAt(element, 'Cmd') ?? '',
  targetRefs: childrenNamed(element, 'TargetRef').flatMap((ref) => textOf(ref) ?? []),
  sourceRefs: childrenNamed(element, 'SourceRef').flatMap((ref) => textOf(ref) ?? []),
  code: numberIn(textAt(element, 'Data') ?? '', 'Status/Data'),
  chal: readChal(childNamed(element, 'Chal')),
})

/** Items with what the command's own Meta says for all of them. */
const itemsOf = (element: Element): readonly Item[] =>
  childrenNamed(element, 'Item').map((item) => ({
    target: textAt(item, 'Target', 'LocURI'),
    source: textAt(item, 'Source', 'LocURI'),
    format: textAt(item, 'Meta', 'Format') ?? textAt(element, 'Meta', 'Format'),
    type: textAt(item, 'Meta', 'Type') ?? textAt(element, 'Meta', 'Type'),
    data: dataOf(childNamed(item, 'Data')),
    size: optionalNumber(textAt(item, 'Meta', 'Size') ?? textAt(element, 'Meta', 'Size'), 'Meta/Size'),
    ...(childNamed(item, 'MoreData') && { moreData: true }),
  }))

const optionalNumber = (written: string | undefined, path: string): number | undefined =>
  written === undefined ? undefined : numberIn(written, path)

function dataOf(element: Element | undefined): ItemData | undefined {
  if (element === undefined) return undefined
  const [only, ...more] = element.children
  if (only !== undefined && only.kind !== 'text' && more.length === 0) return only.kind === 'opaque' ? only.bytes : only
  const written = textOf(element)
  if (written === undefined) throw invalid('Item/Data', 'neither text nor one document')
  return written
}
