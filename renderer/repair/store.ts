import { create } from 'zustand'
import type { Failure } from '../../shared/failure'
import type { DeviceId } from '../../shared/identity/device'
import type { Scan } from '../../shared/identity/scan'
import type { JobId } from '../../shared/job'
import type { Life } from '../../shared/life'
import type { Difference } from '../../shared/outline/composition'
import type { Place } from '../place/store'
import type { Proving } from '../scan/proving'

/** What the bench is at: the card in a reader, the life of something that was scanned, or a job. */
export type RepairStep =
  | { readonly step: 'card' }
  /** `refused` leads to nobody: it was misread, or is a number that no life is kept by. */
  | { readonly step: 'life'; readonly asked: string; readonly refused: Scan | undefined }
  | { readonly step: 'job'; readonly job: JobId }

/** What was asked and what came of it; what is under way is neither. */
export type Asked<Value> = { readonly of: string; readonly value?: Value; readonly failure?: Failure }

export type RepairView = {
  readonly at: RepairStep
  /** The reader a person named, where several hold a card. */
  readonly reader: string | undefined
  readonly typed: string
  /** What a hand typed is for a card only when it was told a second time. */
  readonly proving: Proving | undefined
  /** The device that was scanned for the card; without one it stays the one it was for. */
  readonly device: DeviceId | undefined
  readonly life: Asked<Life> | undefined
  readonly difference: Asked<Difference> | undefined
  /** Why the last start was not taken. */
  readonly failure: Failure | undefined
  readonly isStarting: boolean
}

export const untyped = { typed: '', proving: undefined } as const

export const emptyBench: RepairView = {
  at: { step: 'card' },
  reader: undefined,
  typed: '',
  proving: undefined,
  device: undefined,
  life: undefined,
  difference: undefined,
  failure: undefined,
  isStarting: false,
}

export const useRepair = create<RepairView>()(() => emptyBench)

export const bench = (): RepairView => useRepair.getState()
export const readerNamed = (reader: string): void =>
  useRepair.setState({ reader, device: undefined, ...untyped, failure: undefined })
export const typedNow = (typed: string): void => useRepair.setState({ typed: typed.slice(0, 64), proving: undefined })
export const provingNow = (proving: Proving | undefined): void => useRepair.setState({ proving })
export const deviceScanned = (device: DeviceId): void => useRepair.setState({ device, ...untyped, failure: undefined })
/** What was scanned for a card is for no other. */
export const deviceLeft = (): void => useRepair.setState({ device: undefined, proving: undefined })
/** Nor for the one that lies there when somebody comes back to the bench. */
export const benchLeft = (now: { readonly place: Place }, before: { readonly place: Place }): void => {
  if (before.place === 'repair' && now.place !== 'repair') deviceLeft()
}
/** Everything of this card is forgotten: another begins, or it was changed. */
export const cardForgotten = (): void => useRepair.setState(emptyBench)
