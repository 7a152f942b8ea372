import type { KeyName } from './keys'
import type { Misbehaviour } from './misbehave'
import type { Layer } from './perform'
import type { DodfEntry, DodfForm } from './pkcs15'
import type { Scp03Options } from './scp03'
import type { Traits } from './traits'

/** What a card of the bench may be like. Everything has a default: a prepared, empty UICC with keys of its own. */
export type CardOptions = Partial<Traits> & {
  readonly iccid?: string
  readonly imsi?: string
  /** In international form, without the plus. */
  readonly msisdn?: string
  /** Four to eight digits. */
  readonly pin1?: string
  readonly pin1State?: 'enabled' | 'disabled'
  /** Eight bytes. */
  readonly adm?: Uint8Array
  /** PIN2 belongs to the USIM, `ownPin` to PKCS#15: it has the digits of PIN1, and tries of its own. */
  readonly alsoKeys?: readonly ('pin2' | 'ownPin' | 'adm2')[]
  readonly tries?: Readonly<Partial<Record<KeyName, number>>>
  readonly pkcs15?: Pkcs15Options | false
  /** R-UIM: the files of a CDMA subscription beside those of GSM. */
  readonly subscription?: 'GSM' | 'GSM and CDMA'
  /** Absent: one application a record. */
  readonly dir?: 'records' | 'spare records first' | 'transparent'
  /** Records of EF.DIR that no application has yet. */
  readonly spareDirRecords?: number
  /** What is left for files to be made, at most 65,535. */
  readonly freeBytes?: number
  /** A proactive command that waits to be fetched. */
  readonly proactive?: Uint8Array
  readonly misbehaves?: Misbehaviour
  readonly layer?: Layer
  /** A key set for secure channels. */
  readonly scp03?: Scp03Options
  readonly random?: (sizeBytes: number) => Uint8Array
}

export type Pkcs15Options = {
  /** Absent: an entry in ODF and DODF for each payload file. `blank`: both are all FF. */
  readonly entries?: 'one' | 'two' | 'blank'
  readonly form?: DodfForm
  readonly oid?: DodfEntry['oid']
  /** Absent: 32. */
  readonly odfSizeBytes?: number
  /** EF(ODF) and EF(DODF) as they stand, instead of what they should be. */
  readonly odf?: Uint8Array
  readonly dodf?: Uint8Array
  /** Absent: each file names a record of the MF's EF.ARR. `secure channel`: read, and updated with ADM1, inside one only; `secure updates`: read by all. */
  readonly rules?: 'every form' | 'secure channel' | 'secure updates'
  readonly bootstrapSizeBytes?: number
  readonly dodfSizeBytes?: number
  /** EF(DODF) and EF(DM_Bootstrap) have no fixed FIDs: a reader has to follow the paths. */
  readonly fids?: Partial<Fids>
  /** EF.DIR names the AID only, and the application cannot be reached by a path from the MF. */
  readonly dirOnlyAid?: boolean
  /** GlobalPlatform access rules and public keys of an operator: before our entry, or with nothing of ours at all. */
  readonly foreign?: 'beside' | 'alone'
  /** Who may read the payload: everybody, or whoever shows PIN1 or the PIN of the application (its entry is then marked private). */
  readonly read?: 'always' | 'pin1' | 'own pin'
  /** What the (first) payload file begins with. */
  readonly content?: Uint8Array
}

export type Fids = {
  readonly pkcs15: number
  readonly dodf: number
  readonly bootstrap: number
  readonly second: number
}

// OMA-TS-DM_Protocol-V2_0, G.4.2 fixes 6420; the others are ours
export const usualFids: Fids = { pkcs15: 0x7f50, dodf: 0x6420, bootstrap: 0x6421, second: 0x6422 }
