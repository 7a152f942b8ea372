import { randomBytes } from 'node:crypto'
import { hex } from '../../../shared/bytes'
import { atrOf } from './atr'
import { type CardDump, dumpOf } from './dump'
import { keysOf } from './keys'
import { masterFile } from './master-file'
import { misbehaving } from './misbehave'
import { iccidOfSerial, imsiOfSerial, msisdnOfImsi } from './numbers'
import type { CardOptions } from './options'
import { type Layer, performOn } from './perform'
import { proactiveLayer } from './proactive'
import { type Respond, respondAs } from './respond'
import { scp03Layer } from './scp03'
import { type CardState, freshChannel } from './state'
import { traitsOf } from './traits'

/** A card in software, a UICC (ETSI TS 102 221) or a SIM (3GPP TS 51.011): bytes in, at least two bytes out, never an exception. */
export type Uicc = {
  readonly atr: Uint8Array
  readonly iccid: string
  /** With `powerBytes` the power fails when so many bytes were written, and the answer is worth nothing. */
  transmit(command: Uint8Array, powerBytes?: number): Uint8Array
  /** Power off or reset: selections, channels and shown keys fall; contents and tries stay. */
  reset(): void
  /** Shown keys fall, and nothing else: what a card does that loses its patience. */
  forget(): void
  dump(): CardDump
}

export function createUicc(options: CardOptions = {}): Uicc {
  const { iccid = iccidOfSerial(1), imsi = imsiOfSerial(1), freeBytes = 0x8000, random = randomBytes } = options
  const { msisdn = msisdnOfImsi(imsi) } = options
  const keys = keysOf(options)
  const state: CardState = {
    traits: traitsOf(options),
    mf: masterFile({ iccid, imsi, msisdn }, options, keys),
    keys: keys.card,
    memory: { freeBytes, powerBytes: undefined },
    verified: new Set(),
    channels: new Map(),
    random: (sizeBytes) => Uint8Array.from(random(sizeBytes)),
  }
  const atr = atrOf(state.traits)
  const layers = layersOf(options, state)
  const fresh = (): Respond => {
    const perform = layers.reduce((inner, layer) => layer(state, inner), performOn(state))
    return misbehaving(options.misbehaves, respondAs(state.traits, perform))
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
    transmit: (command, powerBytes) => {
      state.memory.powerBytes = powerBytes
      const response = respond(command)
      state.memory.powerBytes = undefined
      return response
    },
    reset,
    forget: () => state.verified.clear(),
    dump: () => ({ atr: hex(atr), iccid, ...dumpOf(state) }),
  }
}

/** What stands before the commands of a card, the innermost first. */
function layersOf({ proactive, scp03, layer }: CardOptions, { keys }: CardState): readonly Layer[] {
  const tries = keys.find(({ name }) => name === 'scp03')
  return [
    ...(proactive ? [proactiveLayer(proactive)] : []),
    ...(scp03 && tries ? [scp03Layer(scp03, tries)] : []),
    ...(layer ? [layer] : []),
  ]
}
