import type { CardOptions } from './options'

/** How a card is spoken to and what it can do, as far as it is not a matter of its files. */
export type Traits = {
  /** ETSI TS 102 221, a SIM (3GPP TS 51.011), or a UICC that is also spoken to as a SIM. */
  readonly mode: 'uicc' | 'sim' | 'both'
  readonly protocol: 'T=0' | 'T=1'
  readonly lengths: 'short' | 'extended'
  /** How long an extended command or answer may be at most, told in EF.ATR; absent: 65,535, and nobody tells. */
  readonly extendedBytes?: number | undefined
  /** The highest logical channel: none but the basic one, what one byte of CLA names, or all there are. */
  readonly lastChannel: 0 | 3 | 19
  /** Whether files can be made and changed (ETSI TS 102 222). */
  readonly administration: 'TS 102 222' | 'none'
  /** Whether a SIM tells how many tries its administrative key has left. */
  readonly admTries: 'told' | 'not told'
  /** Whether directories tell how much memory is left. */
  readonly freeMemory: 'told' | 'not told'
}

/** A UICC on T=1 is what a card is when nobody says otherwise; a SIM has T=0 and none of the rest. */
export function traitsOf(options: CardOptions): Traits {
  const { mode = 'uicc', protocol, lengths, lastChannel, administration, admTries, freeMemory } = options
  const isSim = mode === 'sim'
  const spoken = protocol ?? (isSim ? 'T=0' : 'T=1')
  return {
    mode,
    protocol: spoken,
    lengths: lengths ?? (spoken === 'T=0' ? 'short' : 'extended'),
    extendedBytes: options.extendedBytes,
    lastChannel: lastChannel ?? (isSim ? 0 : 3),
    administration: administration ?? (isSim ? 'none' : 'TS 102 222'),
    admTries: admTries ?? 'told',
    freeMemory: freeMemory ?? 'not told',
  }
}
