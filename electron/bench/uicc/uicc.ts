import { randomBytes } from 'node:crypto'
import { concat, hex } from '../../../shared/bytes'
import { utf8 } from '../../../shared/utf8'
import { atrT1 } from './atr'
import type { Directory } from './file'
import { masterFile } from './master-file'
import { iccidOfSerial, imsiOfSerial } from './numbers'
import type { CardOptions } from './options'
import { performOn } from './perform'
import { type Respond, respondT1 } from './respond'
import { ADM1, PIN1 } from './rules'
import { type CardState, freshChannel, type Key } from './state'
import { padded } from './tlv'

/** A file of a card, by its path from the MF or from the AID of its application. */
export type DumpedFile = { readonly path: string; readonly hex: string }
export type CardDump = {
  readonly atr: string
  readonly iccid: string
  readonly files: readonly DumpedFile[]
  readonly tries: { readonly pin1: number; readonly adm1: number }
}

/** A UICC in software (ETSI TS 102 221): bytes in, at least two bytes out, never an exception. */
export type Uicc = {
  readonly atr: Uint8Array
  readonly iccid: string
  transmit(command: Uint8Array): Uint8Array
  /** Power off or reset: selections, channels and shown keys fall; contents and tries stay. */
  reset(): void
  /** Shown keys fall, and nothing else: what a card does that loses its patience. */
  forget(): void
  dump(): CardDump
}

export function createUicc(options: CardOptions = {}): Uicc {
  const { iccid = iccidOfSerial(1), imsi = imsiOfSerial(1), random = randomBytes } = options
  const state: CardState = {
    mf: masterFile(iccid, imsi, options),
    keys: keysOf(options),
    verified: new Set(),
    channels: new Map(),
    random: (sizeBytes) => Uint8Array.from(random(sizeBytes)),
  }
  const atr = atrT1()
  const fresh = (): Respond => {
    const perform = performOn(state)
    return respondT1(options.layer ? options.layer(state, perform) : perform)
  }
  let respond = fresh()
  const reset = () => {
    respond = fresh()
    state.verified.clear()
    state.channels.clear()
    state.channels.set(0, freshChannel(state.mf))
  }
  reset()
  return {
    atr,
    iccid,
    transmit: (command) => respond(command),
    reset,
    forget: () => state.verified.clear(),
    dump: () => dumpOf(state, atr, iccid),
  }
}

/** What a card is made with when nobody says otherwise. */
export const usualPin1 = '1234'
export const usualAdm = utf8('BENCHADM')

function keysOf({ pin1 = usualPin1, pin1State = 'enabled', adm = usualAdm, tries }: CardOptions): readonly Key[] {
  const maxTries = 3
  return [
    {
      reference: PIN1,
      name: 'pin1',
      value: padded(utf8(pin1), 8),
      maxTries,
      triesLeft: tries?.pin1 ?? maxTries,
      isEnabled: pin1State === 'enabled',
    },
    { reference: ADM1, name: 'adm1', value: adm, maxTries, triesLeft: tries?.adm1 ?? maxTries, isEnabled: true },
  ]
}

function dumpOf({ mf, keys }: CardState, atr: Uint8Array, iccid: string): CardDump {
  const triesOf = (name: Key['name']) => keys.find((key) => key.name === name)?.triesLeft ?? 0
  return {
    atr: hex(atr),
    iccid,
    files: filesOf(mf, ''),
    tries: { pin1: triesOf('pin1'), adm1: triesOf('adm1') },
  }
}

function filesOf({ fid, aid, files, directories }: Directory, above: string): readonly DumpedFile[] {
  const here = fid === undefined ? hex(aid ?? concat()) : `${above}${hexWord(fid)}`
  return [
    ...files.map((file) => ({ path: `${here}/${hexWord(file.fid)}`, hex: hex(file.bytes) })),
    ...directories.flatMap((directory) => filesOf(directory, `${here}/`)),
  ]
}

const hexWord = (value: number): string => value.toString(16).padStart(4, '0').toUpperCase()
