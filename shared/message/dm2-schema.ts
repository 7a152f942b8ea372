import type { LeafFormat } from './dm2-types'

/** A leaf or an interior node of a management object, as far as a device reads it. */
export type NodeRule =
  | { readonly leaf: LeafFormat; readonly isRequired: boolean }
  | { readonly node: TreeRule; readonly isRequired: boolean }

export type TreeRule = {
  readonly children: ReadonlyMap<string, NodeRule>
  /** What children of any other name are: `Perm/<x>`. Without it they are not stored. */
  readonly others?: NodeRule
  /** At least one child must be there. */
  readonly isFilled?: true
  /** Where a child of another name belongs: names of the standard's own examples. */
  readonly aliases?: ReadonlyMap<string, readonly string[]>
  /** Children of any name and shape are kept as they came. */
  readonly isOpen?: true
}

const rule = (children: Readonly<Record<string, NodeRule>>, more: Omit<TreeRule, 'children'> = {}): TreeRule => ({
  children: new Map(Object.entries(children)),
  ...more,
})
const must = (leaf: LeafFormat): NodeRule => ({ leaf, isRequired: true })
const may = (leaf: LeafFormat): NodeRule => ({ leaf, isRequired: false })
const node = (tree: TreeRule): NodeRule => ({ node: tree, isRequired: false })
const anything: TreeRule = { children: new Map(), isOpen: true }
const aliases = (names: Readonly<Record<string, readonly string[]>>) => ({ aliases: new Map(Object.entries(names)) })

const noti = rule(
  { Type: must('int'), Data: must('bin'), Secret: must('bin') },
  aliases({ AuthType: ['Type'], AuthData: ['Data'], AuthSecret: ['Secret'] }),
)
const bootstrap = rule({
  ServerURI: must('chr'),
  SecMode: must('mode'),
  ClientPubKey: must('bin'),
  ServerPubKey: must('bin'),
  ClientSecretKey: must('bin'),
})
const gcm = rule(
  { SenderID: must('chr'), RegURI: must('chr'), UnRegURI: must('chr'), RegParams: must('chr'), Ext: node(anything) },
  aliases({ RegURL: ['RegURI'], UnRegURL: ['UnRegURI'], UnREgURL: ['UnRegURI'] }),
)

/** DM 2.0, 12.2. The order is that of figure 15, which we write. */
const dmacc = rule(
  {
    SrvID: must('chr'),
    SrvURI: must('chr'),
    Name: must('chr'),
    Perm: {
      node: rule({}, { others: { node: rule({ MOID: must('chr') }), isRequired: true }, isFilled: true }),
      isRequired: true,
    },
    Auth: node(
      rule({
        Bootstrap: node(bootstrap),
        Noti: node(noti),
        Trsp: node(rule({ Data: must('bin'), Secret: must('bin') })),
      }),
    ),
    Push: node(rule({ GCM: node(gcm), Ext: node(anything) })),
    Ext: node(anything),
  },
  aliases({ ServerID: ['SrvID'], AuthNoti: ['Auth', 'Noti'], Credentials: ['Auth'] }),
)

export const dmaccMoid = 'urn:oma:mo:oma-dm-dmacc:1.2'
export const napMoid = 'urn:oma:mo:oma-connmo-nap:1.0'
const dcmoMoid = 'urn:oma:mo:oma-dcmo:1.0'

/** Objects a device has built-in tables for. Those of ConnMO are not checked against its text. */
export const rules: ReadonlyMap<string, TreeRule> = new Map([
  [dmaccMoid, dmacc],
  [
    napMoid,
    rule(
      { NAPID: may('chr'), Name: may('chr'), Bearer: may('chr'), AddrType: may('chr'), Addr: may('chr') },
      { isOpen: true },
    ),
  ],
  [
    dcmoMoid,
    rule({ Property: may('chr'), Group: may('chr'), Description: may('chr'), Enabled: may('bool') }, { isOpen: true }),
  ],
])

/** Objects that exist once and that only the device writes (DM 2.0, 12.1, 12.4). */
export const readOnlyMoids: readonly string[] = ['urn:oma:mo:oma-dm-devinfo:1.2', 'urn:oma:mo:oma-sessioninfomo:1.0']

const otherNames = new Map([
  ['urn:oma:mo:oma-dm-dmacc:2.0', dmaccMoid],
  ['urn:oma:mo:oma-dm-devinfo:1.0', 'urn:oma:mo:oma-dm-devinfo:1.2'],
])

/** The name a MOID has here: the standard's examples leave out `urn:` and count another version. */
export function canonicalMoid(moid: string): string {
  const full = moid.startsWith('oma:mo:') ? `urn:${moid}` : moid
  return otherNames.get(full) ?? full
}
