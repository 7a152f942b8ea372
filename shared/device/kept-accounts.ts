import { Failed } from '../failure'
import type { DeviceState, Stored } from '../message/apply'
import { type KeptAccount, keptAccountOf } from '../message/kept-account'

export type OwnAccount = KeptAccount & { readonly stored: Stored }

/** Every account of a device that still makes sense: a server may have broken its own. */
export const keptAccounts = (device: DeviceState): readonly OwnAccount[] =>
  device.reveal().flatMap((stored) => {
    try {
      const kept = keptAccountOf(stored)
      return kept === undefined ? [] : [{ ...kept, stored }]
    } catch (error) {
      if (!(error instanceof Failed)) throw error
      return []
    }
  })
