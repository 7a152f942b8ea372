import { type Channel, send } from './channel'
import { type ifFound, readRecord, selectFid, selectPath } from './commands'
import type { Fcp, RuleRecord } from './fcp'
import { compactRules, expandedRules, type FileClass, type Rules, simRules } from './rules'
import { readable } from './tlv'

export type { KeyName, Operation, Rule } from './rules'

/** The rule of each operation; what is not there is not allowed. Not known: the card does not tell, or not us. */
export type Access = { readonly known: boolean; readonly rules: Rules }

const unknown: Access = { known: false, rules: {} }

/**
 * Who may do what with a file, from EF.ARR (read on this channel: another file is selected then), the compact or the
 * expanded form, or the nibbles of a SIM. What does not read is not known; what the link says passes.
 */
export async function accessOf(channel: Channel, { security, structure }: Fcp): Promise<Access> {
  const fileClass: FileClass = structure === 'directory' ? 'directory' : 'EF'
  switch (security.form) {
    case 'none':
      return unknown
    case 'compact':
      return known(compactRules(security.bytes, fileClass))
    case 'expanded':
      return known(expandedRules(security.bytes, fileClass))
    case 'sim':
      return known(simRules(security.bytes))
    case 'referenced': {
      const bytes = await arrRecord(channel, security.fid ?? EF_ARR, recordOf(security.rules))
      return bytes ? known(expandedRules(bytes, fileClass)) : unknown
    }
  }
}

const known = (rules: Rules): Access => ({ known: true, rules })

/** ETSI TS 102 221, 13.4: where EF.ARR is not named, it is that of the MF. */
const EF_ARR = 0x2f06

/** 9.2.4: environment 01 is the one in which PIN1 is asked for. */
const recordOf = (rules: readonly RuleRecord[]): number =>
  (rules.find(({ environment = 1 }) => environment === 1) ?? rules[0])?.record ?? 0

/** 9.2.4: EF.ARR lies beside the file, in the application, or in the MF. */
async function arrRecord(channel: Channel, fid: number, record: number): Promise<Uint8Array | undefined> {
  const id = Uint8Array.of(fid >> 8, fid & 0xff)
  const inMf = selectPath('MF', id)
  const inApplication = selectPath('MF', Uint8Array.of(0x7f, 0xff, ...id))
  const places = fid >> 8 === 0x2f ? [inMf, selectFid(fid)] : [selectFid(fid), inApplication, inMf]
  for (const place of places) {
    const fcp = await send(channel, anyAnswer(place))
    if (!fcp) continue
    return send(channel, anyAnswer(readRecord(record, fcp.recordBytes || 256)))
  }
  return undefined
}

/** A refusal to tell is an answer here. */
const anyAnswer: typeof ifFound = (command) => ({
  name: command.name,
  apdu: command.apdu,
  knows: () => true,
  parse: (bytes, sw) => (sw === 0x9000 || sw >> 8 === 0x91 ? readable(() => command.parse(bytes, sw)) : undefined),
})
