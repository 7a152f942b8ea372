import type { Failure } from '../../shared/failure'
import type { DeviceId } from '../../shared/identity/device'
import type { Scan } from '../../shared/identity/scan'
import type { Phone } from '../../shared/intake/phone'
import type { JobId } from '../../shared/job'
import type { Preview } from '../../shared/preview'
import type { Proving } from '../scan/proving'

/** What was typed so far, and what it turned out to be once it was entered. */
export type DeviceState = {
  readonly step: 'device'
  readonly typed: string
  readonly scan: Scan | undefined
  /** What a hand typed is a device only when it was told a second time. */
  readonly proving: Proving | undefined
}

/** A number may be left out where a card is put in. */
export type NumberState = {
  readonly step: 'number'
  readonly device: DeviceId
  readonly typed: string
  readonly isRefused: boolean
  readonly refused: Scan | undefined
}

/** The reader whose card was shown, or undefined where the number alone was. */
export type Yes = { readonly to: string | undefined }

/** All that is known before anything is done. */
export type CardState = {
  readonly step: 'card'
  readonly device: DeviceId
  readonly phone: Phone | undefined
  /** When its number was scanned: what comes close behind it is the rest of it. */
  readonly scannedAt: number | undefined
  /** The reader that was named, where several hold a card. */
  readonly reader: string | undefined
  /** Which message was asked for: of which template, told what. */
  readonly asked: string | undefined
  /** What would be on the card; undefined until that is told. */
  readonly preview: Preview | undefined
  readonly refused: Scan | undefined
  readonly failure: Failure | undefined
  /** The card whose PIN the station was told for this sale. */
  readonly pinFor: string | undefined
  /** What a yes was given to, until it has been ordered or something else is asked. */
  readonly yes: Yes | 'ordered' | undefined
}

/** A sale that was ordered: what it has come to is in its record. */
export type DoneState = {
  readonly step: 'done'
  readonly device: DeviceId
  readonly phone: Phone | undefined
  readonly job: JobId
  readonly server: string | undefined
}

export type CounterState = DeviceState | NumberState | CardState | DoneState

export const nobody: DeviceState = { step: 'device', typed: '', scan: undefined, proving: undefined }
