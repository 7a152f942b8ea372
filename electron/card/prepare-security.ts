// Who may do what with the files that a preparation makes, and whether the keys of a station are enough to make them.
import { bytesOf, concat } from '../../shared/bytes'
import type { Preparation } from '../../shared/preparation'
import type { Access, Operation, Rule } from './access'
import { referencedSecurity } from './administer'
import { ADM1, isAdm, PIN1 } from './commands'
import type { Known, RuleFile } from './prepare-survey'
import { expandedRules } from './rules'
import { insideSecureChannel } from './secure-place'
import { readable, tlv } from './tlv'
import { keysFor, type WantedKeys } from './unlock'

type Read = Preparation['read']

/** The keys that an operation wants, inside a secure channel if it wants that, too; ADM1 where the card does not tell; undefined where no key of a station is enough. */
export function keysTo(operation: Operation, { known, rules }: Access): WantedKeys | undefined {
  const rule = rules[operation]
  const keys = known ? keysFor(rule && insideSecureChannel(rule)) : [undefined]
  return keys?.every((references) => references === undefined || references.some(isAdm)) ? keys : undefined
}

/** The one key that shall update what is made: the one that makes it. */
export const keyOf = (keys: WantedKeys): number => keys[0]?.find(isAdm) ?? ADM1

/**
 * OMA DM 2.0, G.4: everybody reads, or who shows PIN1; the card key updates, and should be able to resize. A record of
 * EF.ARR that says so and allows nobody more, or the same spelled out: a rule of somebody else is never changed.
 */
export function securityOfFile(rules: readonly RuleFile[], read: Read, key: number): Uint8Array {
  const fitting = rules.flatMap(({ fid, records }) =>
    records.flatMap((bytes, at) => {
      const said = readable(() => expandedRules(bytes, 'EF')) ?? {}
      return fits(said, read, key) ? [{ fid, record: at + 1, canResize: said.resize !== undefined }] : []
    }),
  )
  const best = fitting.find(({ canResize }) => canResize) ?? fitting[0]
  return best ? referencedSecurity(best.fid, best.record) : expandedSecurity(read, key)
}

function fits(said: Partial<Record<Operation, Rule>>, read: Read, key: number): boolean {
  const { read: reads, update, ...others } = said
  const mayRead = read === 'always' ? reads?.needs === 'always' : isKey(reads, PIN1)
  return (
    mayRead && isKey(update, key) && Object.values(others).every((rule) => rule.needs === 'never' || isKey(rule, key))
  )
}

/** Whether a file reads for whoever shows PIN1, and for nobody else. */
export const isByPin = ({ rules }: Access): boolean => isKey(rules.read, PIN1)

const isKey = (rule: Rule | undefined, reference: number): boolean =>
  rule?.needs === 'key' && rule.key.reference === reference

/** ETSI TS 102 221, 9.2.4: READ; UPDATE, DEACTIVATE and ACTIVATE; RESIZE by its INS. */
const expandedSecurity = (read: Read, key: number): Uint8Array =>
  tlv(
    0xab,
    concat(tlv(0x80, bytesOf(0x01)), read === 'always' ? tlv(0x90) : shown(PIN1)),
    concat(tlv(0x80, bytesOf(0x1a)), shown(key)),
    concat(tlv(0x84, bytesOf(0xd4)), shown(key)),
  )

/** Usage qualifier 08: user authentication. */
const shown = (key: number): Uint8Array => tlv(0xa4, tlv(0x83, bytesOf(key)), tlv(0x95, bytesOf(0x08)))

/** A new directory has the rule of the MF, where the key that may make it may also fill it; else its own. */
export function securityOfDirectory({ fcp, access }: Known, key: number): Uint8Array {
  const { security } = fcp
  const [rule] = security.form === 'referenced' ? security.rules : []
  const inherits = security.form === 'referenced' && security.fid !== undefined && isKey(access.rules['create EF'], key)
  if (inherits && security.fid !== undefined && rule) return referencedSecurity(security.fid, rule.record)
  return tlv(0xab, tlv(0x80, bytesOf(0x1f)), shown(key))
}

/** C6, ETSI TS 102 221, 9.5.2: the PINs of the MF hold in what is below it; PIN1 and the key where it tells of none. */
export function pinsOf({ fcp }: Known, key: number): Uint8Array {
  const pins = fcp.pins.length > 0 ? fcp.pins : [PIN1, key].map((reference) => ({ reference, isEnabled: true }))
  const enabled = pins.slice(0, 8).reduce((bits, { isEnabled }, at) => bits | (isEnabled ? 0x80 >> at : 0), 0)
  return tlv(0xc6, tlv(0x90, bytesOf(enabled)), ...pins.map(({ reference }) => tlv(0x83, bytesOf(reference))))
}
