import { areEqual } from '../../shared/bytes'
import { type Channel, send } from './channel'
import { ifFound, readRecord, selectPath } from './commands'
import type { Fcp } from './fcp'
import { type Application, PKCS15_AID, readDirRecord } from './pkcs15'
import { readSelected } from './selected'
import { readable, readTlvs, tlv } from './tlv'

/** ETSI TS 102 221, 13.1. */
const EF_DIR = Uint8Array.of(0x2f, 0x00)

/** SELECT EF(DIR). Undefined on a card that has none; the MF is the current directory then. */
export const selectDir = (channel: Channel): Promise<Fcp | undefined> =>
  send(channel, ifFound(selectPath('MF', EF_DIR)))

/** What stands in the selected EF(DIR), one template after the other: its records, or the objects of a transparent one. */
export async function* dirRecords(channel: Channel, fcp: Fcp): AsyncGenerator<Uint8Array> {
  if (fcp.structure === 'transparent') {
    for (const { tag, value } of readTlvs(await readSelected(channel, fcp.sizeBytes))) yield tlv(tag, value)
    return
  }
  for (let record = 1; record <= fcp.records; record++) {
    const bytes = await send(channel, ifFound(readRecord(record, fcp.recordBytes)))
    if (!bytes) return
    yield bytes
  }
}

/** The PKCS#15 application where EF(DIR) names it. */
export async function listedPkcs15(channel: Channel): Promise<Application | undefined> {
  const fcp = await selectDir(channel)
  if (!fcp) return undefined
  for await (const record of dirRecords(channel, fcp)) {
    const application = pkcs15Of(record)
    if (application) return application
  }
  return undefined
}

/** A record that does not read, as a torn one, is that of nobody. */
export function pkcs15Of(record: Uint8Array): Application | undefined {
  const application = readable(() => readDirRecord(record))
  return application && areEqual(application.aid, PKCS15_AID) ? application : undefined
}
